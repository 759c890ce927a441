import { deepFreeze, type SignedIn } from "../access/principal.ts";
import type { Standing } from "../access/role-graph.ts";
import { roleGraphAt } from "../access/role-graph.server.ts";
import { settleConditions } from "../access/settle-conditions.server.ts";
import { principalFrom } from "../auth/person.ts";
import { findSession } from "../auth/sessions.server.ts";
import type { FoundSession } from "../auth/session-lookup.server.ts";
import { stillPending } from "../auth/sign-in-steps.server.ts";
import type { RequestContext } from "./request-context.ts";
import { isSomebodyElses } from "./somebody-elses.ts";

/** Recognises people by their session cookie: the person, as the database has them at this moment. Signed out once the proxy names somebody else. */
export async function sessionScheme({ sessionToken, address, vouching }: RequestContext): Promise<SignedIn | null> {
  const found = sessionToken ? await findSession(sessionToken) : null;
  if (!found || isSomebodyElses(found, vouching)) return null;
  const graph = await roleGraphAt(found.accessVersion);
  const standing = graph.standingOf(found.roleIds, found.user.isSuperuser);
  return deepFreeze(await settleConditions(principalIn(found, standing), address));
}

function principalIn({ session, user }: FoundSession, standing: Standing): SignedIn {
  const { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt, method, pending } = session;
  const shown = { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt };
  const how = { via: "session", method, pending: stillPending(pending, user), session: shown } as const;
  return principalFrom(user, how, standing);
}
