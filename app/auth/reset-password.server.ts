import { eq, sql } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { hours, now } from "../clock.ts";
import { db, type Database, type Transaction } from "../db/client.server.ts";
import type { OneTimeToken } from "../db/one-time-tokens.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { resetPasswordMail } from "../email/messages.ts";
import { queueMail, queueNothing } from "../email/queue.server.ts";
import { forgetDevices } from "./devices.server.ts";
import { linkTo } from "./links.server.ts";
import { forgetTriesOf } from "./lockout.server.ts";
import { tellPasswordChanged } from "./account-notices.server.ts";
import {
  consumeOneTimeToken,
  createNoToken,
  createOneTimeToken,
  findOneTimeToken,
  isBoundTo,
  revokeOneTimeTokens,
} from "./one-time-tokens.server.ts";
import type { PasswordFlaw } from "./password-flaw.ts";
import { findPasswordFlaws } from "./password-policy.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { countOne } from "./counters.server.ts";
import { canonicalEmail, greetingName } from "./identifiers.ts";
import { endSessionsOf } from "./sessions.server.ts";
import { findByEmail, findUser } from "./users.server.ts";

/** Under what the mails for a new password are counted, by address, and how many one address gets. */
export const RESET_MAIL = "reset mail";
export const MOST_RESET_MAILS = { most: 5, window: hours(1) };

export type ResetOutcome =
  { ok: true } | { ok: false; reason: "link" } | { ok: false; reason: "password"; flaws: PasswordFlaw[] };

/**
 * Sends a link for a new password to whoever has this address, five in an hour at most (RM-02). An address without an account costs just as
 * many statements, and gets nothing (PW05).
 */
export async function requestReset(email: string, origin: Origin): Promise<void> {
  const counted = await countOne(RESET_MAIL, canonicalEmail(email), MOST_RESET_MAILS);
  if (!counted.allowed) return;
  const user = await findByEmail(email);
  await db.transaction(async (transaction) => {
    if (user) await sendReset(transaction, user);
    else await sendNothing(transaction);
    const event = { event: "password.reset-asked", outcome: user ? "done" : "refused" } as const;
    await recordEvent(
      { ...event, reason: user ? undefined : "unknown-user", targetId: user?.id ?? null },
      origin,
      transaction,
    );
  });
}

/** Sends this person a link for a new password. */
export async function sendReset(database: Database, user: User): Promise<void> {
  const token = await createOneTimeToken(database, "reset-password", user, user.email);
  const link = linkTo("/reset-password", token);
  await queueMail(database, "reset-password", resetPasswordMail(user.email, { name: greetingName(user), link }));
}

async function sendNothing(database: Database): Promise<void> {
  await createNoToken(database, "reset-password");
  await queueNothing(database);
}

/**
 * Sets a new password through a link. Every session ends, known browsers are strangers again, the lock-out is lifted everywhere, and since
 * the link came by mail the address is proven. A password that is refused leaves the link as it was.
 */
export async function resetPassword(
  token: string,
  password: string,
  origin: Origin & { address: string; userAgent: string },
): Promise<ResetOutcome> {
  const found = await findOneTimeToken(["reset-password"], token);
  const user = found && (await findUser(found.userId));
  if (!user || !isBoundTo(found, user)) return { ok: false, reason: "link" };
  const flaws = await findPasswordFlaws(password, user);
  if (flaws.length > 0) return { ok: false, reason: "password", flaws };
  const passwordHash = await hashPassword(password);
  return db.transaction(async (transaction) => {
    const consumed = await consumeOneTimeToken(transaction, ["reset-password"], token);
    if (!consumed) return { ok: false, reason: "link" };
    const changed = await setAndVerify(transaction, consumed, passwordHash);
    await endSessionsOf(transaction, user.id);
    await revokeOneTimeTokens(transaction, user.id, ["change-email"]);
    await forgetDevices(transaction, user.id);
    await forgetTriesOf(transaction, changed);
    await tellPasswordChanged(transaction, changed, origin);
    await recordEvent({ event: "password.reset", outcome: "done", actorId: user.id }, origin, transaction);
    return { ok: true };
  });
}

async function setAndVerify(
  transaction: Transaction,
  { userId, email }: OneTimeToken,
  passwordHash: string,
): Promise<User> {
  const emailVerifiedAt = sql`case when ${users.email} = ${email} then coalesce(${users.emailVerifiedAt}, ${now().toISOString()}::timestamptz) else ${users.emailVerifiedAt} end`;
  const [user] = await transaction
    .update(users)
    .set({ passwordHash, emailVerifiedAt })
    .where(eq(users.id, userId))
    .returning();
  if (!user) throw new Error("the person went away while their row was locked");
  return user;
}
