import { newEnforcer, newModelFromString } from "casbin";

const model = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act`;

/** casbin's own model for roles, with the same rules in memory. */
export async function prepare({ parents, grants, memberships, questions }) {
  const enforcer = await newEnforcer(newModelFromString(model));
  await enforcer.addPolicies(grants.map(([role, permission]) => [role, ...permission.split(":")]));
  await enforcer.addGroupingPolicies([...parents, ...memberships]);
  const asked = questions.map(({ person, permission }) => [person, ...permission.split(":")]);
  return async () => {
    let held = 0;
    for (const question of asked) if (await enforcer.enforce(...question)) held += 1;
    return held;
  };
}
