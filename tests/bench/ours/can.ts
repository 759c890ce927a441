import { can, type SignedIn } from "#app/access/principal.ts";
import type { Permission } from "#app/access/permissions.ts";
import { compileRoleGraph } from "#app/access/role-graph.ts";

import type { AccessInput } from "../memory/access-rules.ts";
import { principal } from "./principals.ts";

/** Our decision: the rules compiled to a standing for each person, and `can` asked about it. */
export function prepare(input: AccessInput): () => number {
  const graph = compileRoleGraph({
    version: 1,
    roles: input.roles.map((name) => ({ id: name, name, grantsAll: false })),
    parents: input.parents.map(([roleId, parentId]) => ({ roleId, parentId })),
    grants: input.grants.map(([roleId, permission]) => ({
      id: `${roleId} ${permission}`,
      roleId,
      permission,
      conditions: [],
    })),
    fields: [],
  });
  const principals = new Map(
    input.memberships.map(([person, role]) => [person, principal(person, graph.standingOf([role]))]),
  );
  const asked = input.questions.map(({ person, permission }) => ({
    who: principals.get(person) as SignedIn,
    permission: permission as Permission,
  }));
  return () => {
    let held = 0;
    for (const { who, permission } of asked) if (can(who, permission)) held += 1;
    return held;
  };
}
