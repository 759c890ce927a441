import type { StoredCondition } from "../db/access.schema.ts";
import { allPermissions, isPermission, type Permission } from "./permissions.ts";

/** The access rules as they stand in the database at one version. */
export type AccessRules = {
  version: number;
  roles: { id: string; name: string; grantsAll: boolean }[];
  parents: { roleId: string; parentId: string }[];
  grants: { roleId: string; permission: string; conditions: StoredCondition[] }[];
};

/** What a set of roles adds up to: all role names including inherited ones, and the permissions held without conditions. */
export type Standing = { readonly roles: readonly string[]; readonly permissions: readonly Permission[] };

export type RoleGraph = { readonly version: number; readonly standingOf: (roleIds: readonly string[]) => Standing };

/** The standing of somebody without any role. */
export const noStanding: Standing = Object.freeze({ roles: Object.freeze([]), permissions: Object.freeze([]) });

/**
 * Compiles the rules of one version, so that a request only looks its answer up. A role has everything its parents have (RB-07);
 * circles and unknown ids do no harm (RB-09). A grant with conditions does not count here: it depends on a row (fails closed).
 */
export function compileRoleGraph(rules: AccessRules): RoleGraph {
  const standings = new Map<string, Standing>();
  const inherited = memoize(lineageOf(rules));
  return {
    version: rules.version,
    standingOf(roleIds) {
      if (roleIds.length === 0) return noStanding;
      const key = roleIds.join();
      const known = standings.get(key) ?? addUp(rules, new Set(roleIds.flatMap((id) => inherited(id))));
      standings.set(key, known);
      return known;
    },
  };
}

function lineageOf({ parents }: AccessRules): (roleId: string) => string[] {
  const parentsOf = new Map<string, string[]>();
  for (const { roleId, parentId } of parents) parentsOf.set(roleId, [...(parentsOf.get(roleId) ?? []), parentId]);
  return (roleId) => {
    const seen = new Set([roleId]);
    for (const id of seen) for (const parent of parentsOf.get(id) ?? []) seen.add(parent); // a Set grows while it is walked
    return [...seen];
  };
}

function addUp({ roles, grants }: AccessRules, roleIds: ReadonlySet<string>): Standing {
  const held = roles.filter((role) => roleIds.has(role.id));
  const granted = grants
    .filter((grant) => roleIds.has(grant.roleId) && grant.conditions.length === 0)
    .map((grant) => grant.permission);
  const permissions = held.some((role) => role.grantsAll)
    ? allPermissions
    : [...new Set(granted)].filter(isPermission).toSorted();
  return Object.freeze({
    roles: Object.freeze(held.map((role) => role.name).toSorted()),
    permissions: Object.freeze([...permissions]),
  });
}

function memoize<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
