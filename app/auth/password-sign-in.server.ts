import { authenticate, type Authenticated } from "./authenticate.server.ts";
import type { Credentials } from "./backend.ts";
import { holdIdentity } from "./held-identities.server.ts";
import type { IdentityRefusal } from "./identities.server.ts";
import { isIdentityGone, signIn, type Arrival, type SignInOutcome } from "./sign-in.server.ts";

/**
 * Why a password did not let somebody in. "disabled" and "unconnected" say something about somebody, and only after the right password
 * (LG-05). `heldId`: what they have shown to be elsewhere, which waits until they have signed in to the account that they have here.
 */
export type PasswordSignIn =
  | SignInOutcome
  | Exclude<Authenticated, { ok: true } | { reason: "unconnected" }>
  | { ok: false; reason: "unconnected"; because: IdentityRefusal; label: string; heldId: string | null };

/**
 * Signs in by user name or e-mail address and password: finds out who it is, then lets them in. The one way for pages and API alike.
 * `browserToken` stands in a cookie of the browser for which an identity is to wait.
 */
export async function signInWithPassword(
  credentials: Credentials,
  arrival: Arrival,
  browserToken: string,
): Promise<PasswordSignIn> {
  const { origin, deviceToken } = arrival;
  const found = await authenticate({ ...credentials, deviceToken, origin });
  if (found.ok) return enter(found, arrival);
  if (found.reason !== "unconnected") return found;
  const { because, arrived } = found;
  const { assertion, connection } = arrived;
  const held = { assertion, connection: connection.name, kind: connection.kind, userId: null };
  const heldId = because === "account-exists" ? await holdIdentity(held, browserToken) : null;
  return { ok: false, reason: "unconnected", because, label: connection.label, heldId };
}

const enter = (
  { user, method, identityId }: Extract<Authenticated, { ok: true }>,
  arrival: Arrival,
): Promise<PasswordSignIn> =>
  signIn(user, method, identityId === undefined ? arrival : { ...arrival, identityId }).catch((error) => {
    if (!isIdentityGone(error)) throw error;
    return { ok: false, reason: "invalid" };
  });
