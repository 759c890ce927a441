import { and, eq, inArray, ne } from "drizzle-orm";

import { recordEvent, type AuditEntry, type Origin } from "../audit/record.server.ts";
import { memberships, roles } from "../db/access.schema.ts";
import type { Database } from "../db/client.server.ts";
import { identityRoles, type Identity } from "../db/identities.schema.ts";
import type { Connection } from "./connection.ts";

/** What became of somebody's roles, for the audit log, whose rows the caller writes last. */
export type RoleMoves = Pick<AuditEntry, "event" | "targetId" | "details">[];

/** Which roles these groups give by a connection's map. Names are compared as they are. */
export const rolesByGroups = ({ groupMap }: Pick<Connection, "groupMap">, groups: readonly string[]): string[] => [
  ...new Set(groups.flatMap((group) => (Object.hasOwn(groupMap, group) ? (groupMap[group] ?? []) : []))),
];

/**
 * Brings the roles that an identity gives in line with what its groups give now (Z-09): who left a group elsewhere loses the role here at
 * their next sign-in. Roles that an administrator gave by hand, or that another identity of the person gives, stay. Names that are no role
 * here give nothing.
 */
export async function reconcileRoles(
  transaction: Database,
  identity: Mine,
  roleNames: readonly string[],
): Promise<RoleMoves> {
  const wanted = await transaction
    .select({ id: roles.id })
    .from(roles)
    .where(inArray(roles.name, [...roleNames]))
    .for("key share"); // one that is deleted at this moment gives nothing either
  const brought = await broughtBy(transaction, identity.id);
  const missing = wanted.flatMap(({ id }) => (brought.includes(id) ? [] : id));
  const surplus = brought.filter((roleId) => !wanted.some(({ id }) => id === roleId));
  return [...(await give(transaction, identity, missing)), ...(await take(transaction, identity, surplus))];
}

/** Takes from a person what they have by this identity alone. */
export const dropRolesOf = async (transaction: Database, identity: Mine): Promise<RoleMoves> =>
  take(transaction, identity, await broughtBy(transaction, identity.id));

/** Writes down what became of somebody's roles. `actorId` is the administrator who brought it about, if one did. */
export async function noteRoleMoves(
  transaction: Database,
  moves: RoleMoves,
  origin: Origin,
  actorId: string | null = null,
): Promise<void> {
  for (const move of moves) await recordEvent({ ...move, outcome: "done", actorId }, origin, transaction);
}

type Mine = Pick<Identity, "id" | "userId" | "connection">;

async function broughtBy(transaction: Database, identityId: string): Promise<string[]> {
  const rows = await transaction.select().from(identityRoles).where(eq(identityRoles.identityId, identityId));
  return rows.map(({ roleId }) => roleId);
}

// Only a membership that an identity brings about is marked as its own: one given by hand is an administrator's to take.
async function give(transaction: Database, identity: Mine, roleIds: readonly string[]): Promise<RoleMoves> {
  if (roleIds.length === 0) return [];
  const { id, userId } = identity;
  const rows = roleIds.map((roleId) => ({ userId, roleId }));
  const added = await transaction.insert(memberships).values(rows).onConflictDoNothing().returning();
  const given = added.map(({ roleId }) => roleId);
  const shared = await broughtByOthers(transaction, identity, roleIds);
  const marks = [...new Set([...given, ...shared])].map((roleId) => ({ identityId: id, userId, roleId }));
  if (marks.length > 0) await transaction.insert(identityRoles).values(marks);
  return given.map((roleId) => moved("membership.added", identity, roleId));
}

async function take(transaction: Database, identity: Mine, roleIds: readonly string[]): Promise<RoleMoves> {
  if (roleIds.length === 0) return [];
  const { id, userId } = identity;
  const kept = await broughtByOthers(transaction, identity, roleIds);
  const gone = roleIds.filter((roleId) => !kept.includes(roleId));
  await transaction
    .delete(identityRoles)
    .where(and(eq(identityRoles.identityId, id), inArray(identityRoles.roleId, [...roleIds])));
  const removed = await transaction
    .delete(memberships)
    .where(and(eq(memberships.userId, userId), inArray(memberships.roleId, gone)))
    .returning();
  return removed.map(({ roleId }) => moved("membership.removed", identity, roleId));
}

/** Those of these roles that another identity of the same person brings as well. */
async function broughtByOthers(transaction: Database, { id, userId }: Mine, roleIds: readonly string[]) {
  const rows = await transaction
    .select({ roleId: identityRoles.roleId })
    .from(identityRoles)
    .where(
      and(
        eq(identityRoles.userId, userId),
        ne(identityRoles.identityId, id),
        inArray(identityRoles.roleId, [...roleIds]),
      ),
    );
  return rows.map(({ roleId }) => roleId);
}

const moved = (
  event: "membership.added" | "membership.removed",
  { userId: targetId, connection }: Mine,
  roleId: string,
) => ({ event, targetId, details: { roleId, connection } });
