import { and, eq, isNull } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { hours, now } from "../clock.ts";
import { db, type Transaction } from "../db/client.server.ts";
import type { OneTimeToken, TokenPurpose } from "../db/one-time-tokens.schema.ts";
import { users } from "../db/users.schema.ts";
import type { KnownOrigin } from "./account-notices.server.ts";
import { putNewEmailInForce } from "./change-email.server.ts";
import { countOne } from "./counters.server.ts";
import { consumeOneTimeToken } from "./one-time-tokens.server.ts";
import { sendVerification } from "./register.server.ts";
import { findUser } from "./users.server.ts";

const MOST_LINKS = { most: 5, window: hours(1) };

/**
 * Takes the proof that a link from a mail is: the address of an account is verified, or a new one comes into force (RM-03, AC07). Says whose
 * and which; null when the link holds no more.
 */
export async function proveAddress(
  token: string,
  origin: KnownOrigin,
): Promise<{ userId: string; purpose: TokenPurpose } | null> {
  return db.transaction(async (transaction) => {
    const consumed = await consumeOneTimeToken(transaction, ["verify-email", "change-email"], token);
    if (!consumed) return null;
    const isProven =
      consumed.purpose === "verify-email"
        ? await verify(transaction, consumed, origin)
        : await putNewEmailInForce(transaction, consumed, origin);
    return isProven ? { userId: consumed.userId, purpose: consumed.purpose } : null;
  });
}

/** Sends a person another link to prove their address, five in an hour at most; nothing when it is proven already. */
export async function resendVerification(userId: string): Promise<void> {
  const user = await findUser(userId);
  if (!user || user.emailVerifiedAt) return;
  const counted = await countOne("verification mail", userId, MOST_LINKS);
  if (counted.allowed) await db.transaction((transaction) => sendVerification(transaction, user));
}

// It proves only the address it was sent to, while that is still theirs.
async function verify(transaction: Transaction, { userId, email }: OneTimeToken, origin: KnownOrigin) {
  const [user] = await transaction
    .update(users)
    .set({ emailVerifiedAt: now() })
    .where(and(eq(users.id, userId), eq(users.email, email), isNull(users.emailVerifiedAt)))
    .returning({ id: users.id });
  if (!user) return false;
  await recordEvent({ event: "email.verified", outcome: "done", actorId: userId }, origin, transaction);
  return true;
}
