import { deepFreeze, type Person, type SignedIn } from "../access/principal.ts";
import { roleGraphAt } from "../access/role-graph.server.ts";
import { fullName } from "../auth/identifiers.ts";
import { findSession } from "../auth/sessions.server.ts";
import type { FoundSession } from "../auth/session-lookup.server.ts";
import { stillPending } from "../auth/sign-in-steps.server.ts";
import type { RequestContext } from "./request-context.ts";

/** Recognises people by their session cookie: the person, as the database has them at this moment. */
export async function sessionScheme({ sessionToken }: RequestContext): Promise<SignedIn | null> {
  const found = sessionToken ? await findSession(sessionToken) : null;
  if (!found) return null;
  const graph = await roleGraphAt(found.accessVersion);
  return principalFrom(found, graph.standingOf(found.roleIds));
}

function principalFrom({ session, user }: FoundSession, standing: Pick<SignedIn, "roles" | "permissions">): SignedIn {
  const { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt, method, pending } = session;
  return deepFreeze({
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
  });
}

// Named one by one, so that a new column of the table never travels by accident.
function personFrom(user: FoundSession["user"]): Person {
  const { id, username, email, firstName, lastName, isStaff, isSuperuser } = user;
  return { id, username, email, firstName, lastName, fullName: fullName(user), isStaff, isSuperuser };
}
