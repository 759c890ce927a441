import { eq } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { days, fromNow } from "../clock.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { users, type User } from "../db/users.schema.ts";
import { accountDeletedMail } from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import type { KnownOrigin } from "./account-notices.server.ts";
import { greetingName } from "./identifiers.ts";
import { isLastSuperuser } from "./last-superuser.server.ts";
import { linkTo } from "./links.server.ts";
import { revokeOneTimeTokens } from "./one-time-tokens.server.ts";
import { endSessionsOf } from "./sessions.server.ts";
import { endWhenClosed } from "./when-closed.server.ts";

/** How many days a deleted account can still be kept by signing in. */
export const GRACE_DAYS = 14;

export type DeletionOutcome = { ok: true } | { ok: false; reason: "last-superuser" };

/**
 * Closes an account and has it erased in two weeks; signing in until then keeps it. Every session and key ends, and every link that opens or
 * changes the account (AC13). The last superuser is refused: nobody could run the place any more.
 */
export async function askToDelete(userId: string, origin: KnownOrigin): Promise<DeletionOutcome> {
  return db.transaction(async (transaction) => {
    if (await isLastSuperuser(transaction, userId)) return { ok: false, reason: "last-superuser" };
    const user = await closeAccount(transaction, userId);
    if (!user) return { ok: true };
    const about = { name: greetingName(user), link: linkTo("/login"), on: user.erasedAfter };
    await queueMail(transaction, "account-deleted", accountDeletedMail(user.email, about));
    await recordEvent({ event: "account.deleted", outcome: "done", actorId: userId }, origin, transaction);
    return { ok: true };
  });
}

/**
 * Sets the day on which an account is erased, and ends every session of it, what its owner gave to machines, and every link that opens or
 * changes it. Null when it is gone.
 */
export async function closeAccount(
  transaction: Transaction,
  userId: string,
): Promise<(User & { erasedAfter: Date }) | null> {
  const erasedAfter = fromNow(days(GRACE_DAYS));
  const [user] = await transaction.update(users).set({ erasedAfter }).where(eq(users.id, userId)).returning();
  if (!user) return null;
  await endSessionsOf(transaction, userId);
  await endWhenClosed(transaction, userId);
  // The links in notices stay: they are the owner's way back, should it be somebody else who deletes.
  await revokeOneTimeTokens(transaction, userId, ["verify-email", "reset-password", "change-email"]);
  return { ...user, erasedAfter };
}
