import { and, eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { users, type User } from "../db/users.schema.ts";
import { consumeOneTimeToken } from "./one-time-tokens.server.ts";
import { sendVerification } from "./register.server.ts";
import { findUser } from "./users.server.ts";

/** True when the link was good: the address is proven now. It proves only the address it was sent to, while it is still theirs. */
export async function verifyEmail(token: string, origin: Origin): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const consumed = await consumeOneTimeToken(transaction, ["verify-email"], token);
    if (!consumed) return false;
    const [user] = await transaction
      .update(users)
      .set({ emailVerifiedAt: now() })
      .where(and(eq(users.id, consumed.userId), eq(users.email, consumed.email)))
      .returning({ id: users.id });
    if (!user) return false;
    await recordEvent({ event: "email.verified", outcome: "done", actorId: user.id }, origin, transaction);
    return true;
  });
}

/** Sends a person another link to prove their address; nothing when it is proven already. */
export async function resendVerification(userId: string): Promise<void> {
  const user: User | null = await findUser(userId);
  if (user && !user.emailVerifiedAt) await db.transaction((transaction) => sendVerification(transaction, user));
}
