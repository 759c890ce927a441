import { deepFreeze, type SignedIn } from "../access/principal.ts";
import { roleGraphAt } from "../access/role-graph.server.ts";
import { settleConditions } from "../access/settle-conditions.server.ts";
import type { FoundPerson } from "../auth/person-lookup.server.ts";
import { principalFrom, type Arrived } from "../auth/person.ts";

/** The person whom a scheme has found, with their standing by the rules as they are at this moment: what every scheme gives. */
export async function recognised(found: FoundPerson, how: Arrived, address: string): Promise<SignedIn> {
  const { user, roleIds, accessVersion } = found;
  const graph = await roleGraphAt(accessVersion);
  const principal = principalFrom(user, how, graph.standingOf(roleIds, user.isSuperuser));
  return deepFreeze(await settleConditions(principal, address));
}
