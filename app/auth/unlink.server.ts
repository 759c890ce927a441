import { and, eq, gt, ne } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { identities, type Identity } from "../db/identities.schema.ts";
import type { OneTimeToken } from "../db/one-time-tokens.schema.ts";
import { sessions } from "../db/sessions.schema.ts";
import { users } from "../db/users.schema.ts";
import { tellMethod, type KnownOrigin } from "./account-notices.server.ts";
import type { Connection } from "./connection.ts";
import { dropRolesOf, noteRoleMoves, type RoleMoves } from "./group-roles.server.ts";
import { findOldestNotice } from "./one-time-tokens.server.ts";

/** Somebody who disconnects an identity, in this session. `open` are the connections through which people can sign in now. */
export type Unlinking = {
  userId: string;
  sessionId: string;
  identityId: string;
  open: readonly Pick<Connection, "name" | "label">[];
};
export type UnlinkOutcome = { ok: true } | { ok: false; reason: "unknown" | "last-method" };

/**
 * Disconnects an identity from its owner's account, and ends every other session that came in by it. Never the last way in: a password, or
 * another identity whose connection is open, must be left. Of two at once one finds that it would be.
 */
export async function unlinkIdentity(
  { userId, sessionId, identityId, open }: Unlinking,
  origin: KnownOrigin,
): Promise<UnlinkOutcome> {
  if (!isId(identityId)) return { ok: false, reason: "unknown" };
  return db.transaction(async (transaction) => {
    const [user] = await transaction.select().from(users).where(eq(users.id, userId)).for("update");
    const held = await transaction.select().from(identities).where(eq(identities.userId, userId));
    const identity = held.find(({ id }) => id === identityId);
    if (!user || !identity) return { ok: false, reason: "unknown" };
    const isUsable = ({ id, connection }: Identity) =>
      id !== identityId && open.some(({ name }) => name === connection);
    if (!user.passwordHash && !held.some(isUsable)) return { ok: false, reason: "last-method" };
    const label = open.find(({ name }) => name === identity.connection)?.label ?? identity.connection;
    await tellMethod(transaction, user, { label, became: "removed" }, origin);
    const moves = await drop(transaction, identity, sessionId);
    const details = { connection: identity.connection };
    await recordEvent({ event: "identity.unlinked", outcome: "done", actorId: userId, details }, origin, transaction);
    await noteRoleMoves(transaction, moves, origin);
    return { ok: true };
  });
}

/**
 * Drops every identity of a person that notices to the mailbox of `token` may tell about: connected since it was sent, or since an older one
 * whose link still lives. Whoever has connected theirs makes newer notices by coming in, and one of those may be found first.
 */
export async function dropIdentitiesSince(transaction: Transaction, token: OneTimeToken): Promise<RoleMoves> {
  const { userId } = token;
  const oldest = (await findOldestNotice(transaction, token)) ?? token;
  const since = oldest.id < token.id ? oldest.id : token.id;
  const later = await transaction
    .select()
    .from(identities)
    .where(and(eq(identities.userId, userId), gt(identities.id, since)));
  const moves: RoleMoves = [];
  for (const identity of later) moves.push(...(await drop(transaction, identity, null)));
  return moves;
}

async function drop(transaction: Transaction, identity: Identity, keptSessionId: string | null): Promise<RoleMoves> {
  const isAnother = keptSessionId ? ne(sessions.id, keptSessionId) : undefined;
  await transaction.delete(sessions).where(and(eq(sessions.identityId, identity.id), isAnother));
  const moves = await dropRolesOf(transaction, identity);
  await transaction.delete(identities).where(eq(identities.id, identity.id));
  return moves;
}
