import { asc, count, eq, sql } from "drizzle-orm";

import { memberships, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import type { AccessRules, RoleGraph } from "./role-graph.ts";
import { currentRoleGraph } from "./role-graph.server.ts";

/** A role as the list shows it. `people` have it themselves; `parents` are what it inherits from directly. */
export type ListedRole = {
  id: string;
  name: string;
  description: string;
  grantsAll: boolean;
  /** The code defines it, whatever administrators changed (RB-15). */
  isDefinedInCode: boolean;
  people: number;
  parents: { id: string; name: string }[];
};

/** A permission that a role has, from itself or from one it inherits from. */
export type RoleGrantShown = AccessRules["grants"][number] & { from: { id: string; name: string }; isOwn: boolean };

/** A role with everything that it gives. */
export type DescribedRole = ListedRole & { grants: RoleGrantShown[]; heirs: { id: string; name: string }[] };

/** All roles, by name. */
export async function listRoles(): Promise<ListedRole[]> {
  const graph = await currentRoleGraph();
  const rows = await db
    .select({
      id: roles.id,
      name: roles.name,
      description: roles.description,
      grantsAll: roles.grantsAll,
      isDefinedInCode: sql<boolean>`${roles.definedAs} is not null`,
      people: count(memberships.userId),
    })
    .from(roles)
    .leftJoin(memberships, eq(memberships.roleId, roles.id))
    .groupBy(roles.id)
    .orderBy(asc(roles.name));
  return rows.map((row) => ({ ...row, parents: parentsOf(graph, row.id) }));
}

/** One role, or null for an id that is none. */
export async function describeRole(id: string): Promise<DescribedRole | null> {
  const role = isId(id) ? (await listRoles()).find((one) => one.id === id) : undefined;
  if (!role) return null;
  const graph = await currentRoleGraph();
  const lineage = graph.lineageOf(id);
  const grants = graph.rules.grants
    .filter((grant) => lineage.includes(grant.roleId))
    .map((grant) => ({ ...grant, from: named(graph, grant.roleId), isOwn: grant.roleId === id }))
    .toSorted(
      (one, other) => Number(other.isOwn) - Number(one.isOwn) || one.permission.localeCompare(other.permission),
    );
  const heirs = graph.rules.parents.filter((edge) => edge.parentId === id).map((edge) => named(graph, edge.roleId));
  return { ...role, grants, heirs };
}

const parentsOf = (graph: RoleGraph, roleId: string) =>
  graph.rules.parents.filter((edge) => edge.roleId === roleId).map((edge) => named(graph, edge.parentId));

const named = ({ rules }: RoleGraph, id: string) => ({
  id,
  name: rules.roles.find((role) => role.id === id)?.name ?? "",
});
