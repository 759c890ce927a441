import { eq } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { hours, now } from "../clock.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import type { OneTimeToken } from "../db/one-time-tokens.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { confirmNewEmailMail } from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import { emailField } from "./account-fields.ts";
import { tellAddressTaken, tellEmailChanged, tellEmailChanging, type KnownOrigin } from "./account-notices.server.ts";
import { countOne } from "./counters.server.ts";
import { noteErased } from "./erase.server.ts";
import { giveWay } from "./give-way.server.ts";
import { canonicalEmail, greetingName } from "./identifiers.ts";
import { inviteAgain } from "./invitations.server.ts";
import { linkTo } from "./links.server.ts";
import { createOneTimeToken, revokeOneTimeTokens } from "./one-time-tokens.server.ts";
import { endSessionsOf } from "./sessions.server.ts";
import { findByEmail, findUser } from "./users.server.ts";

const MOST_MAILS = { most: 5, window: hours(1) };

export type EmailChangeOutcome = { ok: true } | { ok: false; reason: "malformed" | "same" };

/**
 * Asks the new address to confirm, five times in an hour at most, and tells the one in force, which stays so until then (AC07). A taken or
 * invited address gets the same answer; its owner is told.
 */
export async function askForNewEmail(userId: string, given: string, origin: KnownOrigin): Promise<EmailChangeOutcome> {
  const parsed = emailField.safeParse(given);
  if (!parsed.success) return { ok: false, reason: "malformed" };
  const email = parsed.data;
  const user = await findUser(userId);
  if (!user || canonicalEmail(email) === user.canonicalEmail) return { ok: false, reason: "same" };
  await db.transaction(async (transaction) => {
    await tellEmailChanging(transaction, user, email, origin); // first: it locks the person, who comes before their links
    // In either case: which address's older link still holds would tell whether the newer one has an account.
    await revokeOneTimeTokens(transaction, userId, ["change-email"]);
    const owner = await findByEmail(email, transaction);
    // Who has only registered with it keeps nobody from it: whoever reads the mail there comes first.
    if (owner?.emailVerifiedAt) await tellAddressTaken(transaction, owner);
    else if (!(await inviteAgain(transaction, email))) await askAddress(transaction, user, email);
    await recordEvent({ event: "email.change-asked", outcome: "done", actorId: userId }, origin, transaction);
  });
  return { ok: true };
}

/**
 * Puts the address that a consumed link was sent to into force. Every session ends, as whoever opened the link may sit at any browser; the
 * old address is told, and can take it back. False when somebody else has the address by now.
 */
export async function putNewEmailInForce(
  transaction: Transaction,
  { userId, email }: OneTimeToken,
  origin: KnownOrigin,
): Promise<boolean> {
  const user = await findUser(userId, transaction);
  const changed = user && (await setEmail(transaction, user, email));
  if (!changed) return false;
  await endSessionsOf(transaction, userId);
  await revokeOneTimeTokens(transaction, userId, ["verify-email", "reset-password"]);
  await tellEmailChanged(transaction, changed.user, user.email, origin);
  await noteErased(transaction, changed.gone);
  await recordEvent({ event: "email.changed", outcome: "done", actorId: userId }, origin, transaction);
  return true;
}

/** A person with another address, and who gave way to them: `noteErased` is still to be called, last. */
type Changed = { user: User; gone: string[] };

/** Makes an address that an account had before its address again. Null when it still is, or when somebody else has it now. */
export async function restoreEmail(transaction: Transaction, userId: string, email: string): Promise<Changed | null> {
  const user = await findUser(userId, transaction);
  return user && user.email !== email ? setEmail(transaction, user, email) : null;
}

async function askAddress(transaction: Transaction, user: User, email: string): Promise<void> {
  // By address, whoever asks: several accounts together fill nobody's mailbox either.
  const counted = await countOne("confirming mail", canonicalEmail(email), MOST_MAILS, transaction);
  if (!counted.allowed) return;
  const token = await createOneTimeToken(transaction, "change-email", user, email);
  const link = linkTo("/verify-email", token);
  await queueMail(transaction, "confirm-new-email", confirmNewEmailMail(email, { name: greetingName(user), link }));
}

async function setEmail(transaction: Transaction, { id }: User, email: string): Promise<Changed | null> {
  try {
    return await transaction.transaction(async (savepoint) => {
      const gone = await giveWay(savepoint, email, id);
      const [user] = await savepoint
        .update(users)
        .set({ email, canonicalEmail: canonicalEmail(email), emailVerifiedAt: now() })
        .where(eq(users.id, id))
        .returning();
      return user ? { user, gone } : null;
    });
  } catch (error) {
    if (violatedConstraint(error) === "users_email_unique") return null; // somebody else proved it first
    throw error;
  }
}
