import { deepFreeze, type SignedIn } from "../../access/principal.ts";
import { roleGraphAt } from "../../access/role-graph.server.ts";
import { settleConditions } from "../../access/settle-conditions.server.ts";
import { principalFrom } from "../../auth/person.ts";
import { firstUnmetStep } from "../../auth/sign-in-steps.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { findLinked } from "./find-linked.server.ts";

/**
 * Recognises whoever the proxy vouches for, on addresses for programs and where no other credential is shown: an active person who has
 * connected it, or come in by it. Makes nobody. On pages it recognises nobody either: those take a session, which `login.route` opens.
 */
export async function proxyScheme({
  vouching,
  isApi,
  sessionToken,
  address,
}: RequestContext): Promise<SignedIn | null> {
  const linked = isApi && sessionToken === null && vouching.ok ? await findLinked(vouching.subject) : null;
  if (!linked) return null;
  const { user, roleIds, accessVersion } = linked;
  const graph = await roleGraphAt(accessVersion);
  const how = { via: "proxy", method: "proxy", pending: firstUnmetStep(user), session: null } as const;
  const principal = principalFrom(user, how, graph.standingOf(roleIds, user.isSuperuser));
  return deepFreeze(await settleConditions(principal, address));
}
