import { and, asc, countDistinct, desc, eq, exists, inArray, isNull, not, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

import { recordEvent } from "../audit/record.server.ts";
import { db, type Database, type Transaction } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { connectionResults, connections, type StoredConnection } from "../db/connections.schema.ts";
import { identities, identityRoles } from "../db/identities.schema.ts";
import { sessions } from "../db/sessions.schema.ts";
import { heldIdentities, signInFlows } from "../db/sign-in-flows.schema.ts";
import { users } from "../db/users.schema.ts";
import type { Actor } from "./change-person.server.ts";
import { authorityOf } from "./connections.server.ts";
import { dropRolesOf, noteRoleMoves, type RoleMoves } from "./group-roles.server.ts";

/** What else there is: the connections of the environment, with who gives out the subjects there, and all that are open now. */
export type Elsewhere = {
  fixed: readonly { name: string; authority: string }[];
  open: readonly { name: string }[];
};

type Named = Pick<StoredConnection, "id" | "name" | "kind" | "settings">;

/** Whom removing a connection concerns: who has an identity that goes with it, and how many of those have no other way in. */
export type RemovalEffect = { people: number; stranded: number };

/** What removing a connection would do. */
export async function removalEffect(connection: Named, { fixed, open }: Elsewhere): Promise<RemovalEffect> {
  if (await findHeir(db, connection, fixed)) return { people: 0, stranded: 0 };
  const others = open.map(({ name }) => name).filter((name) => name !== connection.name);
  const another = alias(identities, "another");
  const hasAnother = exists(
    db
      .select({ one: sql`1` })
      .from(another)
      .where(and(eq(another.userId, users.id), inArray(another.connection, others))),
  );
  const isStranded = and(isNull(users.passwordHash), not(hasAnother));
  const [effect] = await db
    .select({
      people: countDistinct(users.id),
      stranded: sql<number>`count(distinct ${users.id}) filter (where ${isStranded})`.mapWith(Number),
    })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(throughIt(connection));
  return effect ?? { people: 0, stranded: 0 };
}

/**
 * Removes a connection, and with it the identities that came through it, the roles that those brought, and the sessions that began with
 * them. Where another connection leads to the same authority, identities and roles are that one's from now on, and only the sessions end.
 * Whoever is on the way there does not come back.
 */
export async function removeConnection(
  { principal, origin }: Actor,
  id: string,
  { fixed }: Pick<Elsewhere, "fixed">,
): Promise<{ ok: true } | { ok: false; reason: "unknown" }> {
  if (!isId(id)) return { ok: false, reason: "unknown" };
  return db.transaction(async (transaction) => {
    // All of them: of two that lead to the same authority and go at once, each would leave what is its to the other.
    const all = await transaction.select().from(connections).orderBy(asc(connections.id)).for("update");
    const connection = all.find((one) => one.id === id);
    if (!connection) return { ok: false, reason: "unknown" };
    const heir = await findHeir(transaction, connection, fixed);
    const { moves, people } = await parted(transaction, connection, heir);
    await forget(transaction, connection);
    const entry = { event: "connection.removed", outcome: "done", actorId: principal.userId, targetId: id } as const;
    await recordEvent({ ...entry, details: { connection: connection.name, people } }, origin, transaction);
    await noteRoleMoves(transaction, moves, origin, principal.userId);
    return { ok: true };
  });
}

/** The name of another connection to the same authority, those of the environment first; null when there is none. */
async function findHeir(database: Database, connection: Named, fixed: Elsewhere["fixed"]): Promise<string | null> {
  const authority = authorityOf(connection);
  const byEnvironment = fixed.find((one) => one.authority === authority);
  if (byEnvironment) return byEnvironment.name;
  const others = await database.select().from(connections).orderBy(desc(connections.isEnabled), asc(connections.id));
  return others.find((other) => other.id !== connection.id && authorityOf(other) === authority)?.name ?? null;
}

/** The identities that last came through it. Another authority may have had its name before. */
const throughIt = (connection: Named) =>
  and(eq(identities.connection, connection.name), eq(identities.authority, authorityOf(connection)));

async function parted(
  transaction: Transaction,
  connection: StoredConnection,
  heir: string | null,
): Promise<{ moves: RoleMoves; people: number }> {
  const { id, userId } = identities;
  const mine = transaction.select({ id }).from(identities).where(throughIt(connection));
  const owners = transaction.select({ userId }).from(identities).where(throughIt(connection));
  // Superusers first, as everywhere (see `isLastSuperuser`).
  await transaction
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.id, owners))
    .orderBy(desc(users.isSuperuser), asc(users.id))
    .for("update");
  await transaction.delete(sessions).where(inArray(sessions.identityId, mine));
  if (heir) {
    await transaction.update(identities).set({ connection: heir }).where(throughIt(connection));
    return { moves: [], people: 0 };
  }
  const bringing = transaction.select({ id: identityRoles.identityId }).from(identityRoles);
  const withRoles = await transaction
    .select()
    .from(identities)
    .where(and(throughIt(connection), inArray(id, bringing)));
  const moves: RoleMoves = [];
  for (const identity of withRoles) moves.push(...(await dropRolesOf(transaction, identity)));
  const gone = await transaction.delete(identities).where(throughIt(connection)).returning({ userId });
  return { moves, people: new Set(gone.map((one) => one.userId)).size };
}

/** Nothing that was begun under this name may end with another place that gets it. */
async function forget(transaction: Transaction, { id, name }: StoredConnection): Promise<void> {
  await transaction.delete(signInFlows).where(eq(signInFlows.connection, name));
  await transaction.delete(heldIdentities).where(eq(heldIdentities.connection, name));
  await transaction.delete(connectionResults).where(eq(connectionResults.connection, name));
  await transaction.delete(connections).where(eq(connections.id, id));
}
