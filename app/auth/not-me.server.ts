import { eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import type { OneTimeToken } from "../db/one-time-tokens.schema.ts";
import { users } from "../db/users.schema.ts";
import { restoreEmail } from "./change-email.server.ts";
import { forgetDevices } from "./devices.server.ts";
import { noteErased } from "./erase.server.ts";
import { noteRoleMoves, type RoleMoves } from "./group-roles.server.ts";
import { consumeOneTimeToken, revokeLaterOneTimeTokens, revokeOneTimeTokens } from "./one-time-tokens.server.ts";
import { sendReset } from "./reset-password.server.ts";
import { endSessionsOf } from "./sessions.server.ts";
import { dropIdentitiesSince } from "./unlink.server.ts";
import { endWhenClosed } from "./when-closed.server.ts";

/**
 * Somebody says through the link in a notice that it was not them. The account is closed to whoever is in it: every session ends, no browser
 * is known any more, the password and what was made for machines open nothing, what was connected lately is gone, later links end, and a change of address is stopped or
 * taken back, from whichever notice this is said: the first that somebody finds is often not the one about what was done. A link for a new
 * password goes to the address that the notice went to, if that is the account's; never to one that came in its place. False for a link that
 * holds no more.
 */
export async function reportNotMe(token: string, origin: Origin): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const consumed = await consumeOneTimeToken(transaction, ["not-me", "undo-email"], token);
    if (!consumed) return false;
    const { userId, email } = consumed;
    const restored = await restoreEmail(transaction, userId, email);
    const moves = await shut(transaction, consumed);
    await noteErased(transaction, restored?.gone ?? []);
    if (restored) await recordEvent({ event: "email.restored", outcome: "done", actorId: userId }, origin, transaction);
    await noteRoleMoves(transaction, moves, origin);
    await recordEvent({ event: "account.reported", outcome: "done", actorId: userId }, origin, transaction);
    return true;
  });
}

async function shut(transaction: Transaction, consumed: OneTimeToken): Promise<RoleMoves> {
  const { userId, email } = consumed;
  const [user] = await transaction.update(users).set({ passwordHash: null }).where(eq(users.id, userId)).returning();
  await endSessionsOf(transaction, userId);
  await forgetDevices(transaction, userId);
  await endWhenClosed(transaction, userId);
  await revokeOneTimeTokens(transaction, userId, ["change-email"]);
  await revokeLaterOneTimeTokens(transaction, consumed);
  const moves = await dropIdentitiesSince(transaction, consumed);
  if (user?.email === email) await sendReset(transaction, user);
  return moves;
}
