import { deepFreeze, type SignedIn } from "../access/principal.ts";
import type { Standing } from "../access/role-graph.ts";
import { roleGraphAt } from "../access/role-graph.server.ts";
import { settleConditions } from "../access/settle-conditions.server.ts";
import { personFrom } from "../auth/person.ts";
import { findSession } from "../auth/sessions.server.ts";
import type { FoundSession } from "../auth/session-lookup.server.ts";
import { stillPending } from "../auth/sign-in-steps.server.ts";
import type { RequestContext } from "./request-context.ts";

/** Recognises people by their session cookie: the person, as the database has them at this moment. */
export async function sessionScheme({ sessionToken, address }: RequestContext): Promise<SignedIn | null> {
  const found = sessionToken ? await findSession(sessionToken) : null;
  if (!found) return null;
  const graph = await roleGraphAt(found.accessVersion);
  const standing = graph.standingOf(found.roleIds, found.user.isSuperuser);
  return deepFreeze(await settleConditions(principalFrom(found, standing), address));
}

function principalFrom({ session, user }: FoundSession, standing: Standing): SignedIn {
  const { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt, method, pending } = session;
  return {
    kind: "user",
    isAuthenticated: true,
    isAnonymous: false,
    userId: user.id,
    user: personFrom(user),
    via: "session",
    method,
    pending: stillPending(pending, user),
    session: { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt },
    scopes: null,
    attributes: { ...user.attributes },
    ...standing,
  };
}
