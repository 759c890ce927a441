import { and, eq, exists, notInArray, sql } from "drizzle-orm";

import { roles } from "../db/access.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { objectGrants } from "../db/object-grants.schema.ts";
import { mayHandOut } from "./hand-out.ts";
import type { SignedIn } from "./principal.ts";
import type { RoleGraph } from "./role-graph.ts";
import { currentRoleGraph } from "./role-graph.server.ts";

/** A role as somebody chooses it. */
export type RoleChoice = { id: string; name: string; description: string };

/** The roles there are, and the question "may they hand out this one?" for one person (AZ08). */
export type HandOuts = {
  roles: readonly { id: string; name: string }[];
  mayHandOut: (roleId: string) => boolean;
};

/** What one person may hand out, by the rules as they stand now. */
export async function handOutsOf(actor: SignedIn): Promise<HandOuts> {
  const graph = await currentRoleGraph();
  const sharing = await rolesSharingBeyond(graph, actor);
  return { roles: graph.rules.roles, mayHandOut: (roleId) => mayHandOut(graph, actor, roleId, sharing) };
}

/** Every role by name, and whether this person may hand it out. */
export async function listHandOuts(actor: SignedIn): Promise<(RoleChoice & { mayHandOut: boolean })[]> {
  const rules = await handOutsOf(actor);
  const { id, name, description } = roles;
  const all = await db.select({ id, name, description }).from(roles).orderBy(name);
  return all.map((role) => ({ ...role, mayHandOut: rules.mayHandOut(role.id) }));
}

/** The roles with which something was shared by a permission that this person does not hold for everything. */
export async function rolesSharingBeyond(
  graph: RoleGraph,
  actor: SignedIn,
  database: Database = db,
): Promise<Set<string>> {
  if (actor.user.isSuperuser) return new Set();
  const { permissions } = graph.standingOf(actor.roleIds);
  const beyond = db
    .select({ one: sql`1` })
    .from(objectGrants)
    .where(and(eq(objectGrants.roleId, roles.id), notInArray(objectGrants.permission, [...permissions])));
  const found = await database.select({ id: roles.id }).from(roles).where(exists(beyond));
  return new Set(found.map(({ id }) => id));
}
