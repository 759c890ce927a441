import { can, deepFreeze, type Person, type SignedIn } from "#app/access/principal.ts";
import type { Permission } from "#app/access/permissions.ts";
import { compileRoleGraph, type Standing } from "#app/access/role-graph.ts";

import type { AccessInput } from "../memory/access-rules.ts";

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

function principal(username: string, standing: Standing): SignedIn {
  const named = { id: username, username, email: `${username}@example.com`, firstName: "", lastName: "", fullName: "" };
  const user: Person = { ...named, isStaff: false, isSuperuser: false };
  const how = {
    via: "session",
    method: "password",
    pending: null,
    session: null,
    scopes: null,
    attributes: {},
  } as const;
  return deepFreeze({
    kind: "user",
    isAuthenticated: true,
    isAnonymous: false,
    userId: username,
    user,
    ...how,
    ...standing,
  });
}
