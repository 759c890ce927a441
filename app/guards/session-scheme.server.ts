import type { SignedIn } from "../access/principal.ts";
import { findSession } from "../auth/sessions.server.ts";
import { stillPending } from "../auth/sign-in-steps.server.ts";
import { recognised } from "./recognised.server.ts";
import type { RequestContext } from "./request-context.ts";
import { isSomebodyElses } from "./somebody-elses.ts";

/** Recognises people by their session cookie: the person, as the database has them at this moment. Signed out once the proxy names somebody else. */
export async function sessionScheme({ sessionToken, address, vouching }: RequestContext): Promise<SignedIn | null> {
  const found = sessionToken ? await findSession(sessionToken) : null;
  if (!found || isSomebodyElses(found, vouching)) return null;
  const { session, user } = found;
  const { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt, method, pending } = session;
  const shown = { id, createdAt, authenticatedAt, lastSeenAt, absoluteExpiresAt };
  const how = { via: "session", method, pending: stillPending(pending, user), session: shown } as const;
  return recognised(found, how, address);
}
