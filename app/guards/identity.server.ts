import { findSessionIdentity, type SessionIdentity } from "../auth/session-identity.server.ts";
import type { Principal } from "../access/principal.ts";
import { methodsOf, type Policy } from "./policy.ts";
import { forbidden, type Refusal } from "./refusal.ts";

/**
 * What the place said of somebody at which they signed in, for a handler whose policy asks how they did (OL-16). A password brings nothing
 * of the kind; where only other ways are asked for, one that has been disconnected since counts no more. A program that signed in has a
 * session as well, which its token names.
 */
export async function identityUnder(
  policy: Policy,
  { via, session, credential }: Principal,
): Promise<{ identity: SessionIdentity | null } | { refusal: Refusal } | null> {
  const methods = methodsOf(policy);
  const began = session ?? (via === "accessToken" ? credential : null);
  if (methods.every((method) => method === "password") || !began) return null;
  const identity = await findSessionIdentity(began.id);
  if (identity || methods.includes("password")) return { identity };
  return { refusal: forbidden("method", `Sign in by ${methods.join(" or ")}.`) };
}
