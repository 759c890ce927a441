import type { SignedIn } from "../../access/principal.ts";
import { firstUnmetStep } from "../../auth/sign-in-steps.server.ts";
import { recognised } from "../../guards/recognised.server.ts";
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
  const how = { via: "proxy", method: "proxy", pending: firstUnmetStep(linked.user), session: null } as const;
  return recognised(linked, how, address);
}
