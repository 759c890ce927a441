import { authenticate, type Authenticated } from "./authenticate.server.ts";
import type { Credentials } from "./backend.ts";
import { signIn, type Arrival, type SignInOutcome } from "./sign-in.server.ts";

/** Why a password did not let somebody in. Only "disabled" says anything about the account, and only after the right password (LG-05). */
export type PasswordSignIn = SignInOutcome | Exclude<Authenticated, { ok: true }>;

/** Signs in by user name or e-mail address and password: finds out who it is, then lets them in. The one way for pages and API alike. */
export async function signInWithPassword(credentials: Credentials, arrival: Arrival): Promise<PasswordSignIn> {
  const { origin, deviceToken } = arrival;
  const found = await authenticate({ ...credentials, deviceToken, origin });
  return found.ok ? signIn(found.user, found.method, arrival) : found;
}
