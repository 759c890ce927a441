import type { Condition } from "./condition.ts";
import type { Permission } from "./permissions.ts";
import type { PathEnd, RoleNamed } from "./proof.ts";
import type { RoleGraph } from "./role-graph.ts";

/** A path to a permission before its conditions have been looked at. */
export type UnseenPath = {
  readonly roles: readonly RoleNamed[];
  readonly end: PathEnd;
  readonly conditions: readonly Condition[];
};

/** From each role that somebody has, itself or by inheritance, the shortest way to it: the role they were given first, that one last. */
export function chainsFrom(graph: RoleGraph, roleIds: readonly string[]): Map<string, readonly RoleNamed[]> {
  const named = new Map(graph.rules.roles.map(({ id, name }) => [id, { id, name }]));
  const chains = new Map<string, readonly RoleNamed[]>();
  for (const id of roleIds) {
    const role = named.get(id);
    if (role) chains.set(id, [role]);
  }
  for (const [id, chain] of chains)
    // a Map grows while it is walked, nearest first
    for (const { roleId, parentId } of graph.rules.parents) {
      const parent = named.get(parentId);
      if (roleId === id && parent && !chains.has(parentId)) chains.set(parentId, [...chain, parent]);
    }
  return chains;
}

/** The paths to a permission that end in one of these roles: each grant, and each role that grants everything. */
export function pathsThrough(
  graph: RoleGraph,
  chains: ReadonlyMap<string, readonly RoleNamed[]>,
  permission: Permission,
): UnseenPath[] {
  const byGrant = [...chains].flatMap(([roleId, roles]): UnseenPath[] =>
    graph
      .grantsOf(roleId)
      .filter((grant) => grant.permission === permission)
      .map(({ conditions }) => ({ roles, end: "grant", conditions })),
  );
  const byAll = graph.rules.roles.flatMap(({ id, grantsAll }) => {
    const roles = chains.get(id);
    return roles && grantsAll ? pathsOfAll(graph, permission, roles, "grants-all") : [];
  });
  return [...byGrant, ...byAll];
}

/** The paths of somebody who has everything: one without conditions, or one for each set of strict ones that binds even them (C-15). */
export function pathsOfAll(
  graph: RoleGraph,
  permission: Permission,
  roles: readonly RoleNamed[],
  end: "superuser" | "grants-all",
): UnseenPath[] {
  const strict = graph.strict.filter((grant) => grant.permission === permission);
  if (strict.length === 0) return [{ roles, end, conditions: [] }];
  return strict.map(({ conditions }) => ({ roles, end, conditions }));
}
