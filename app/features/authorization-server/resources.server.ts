import type { ResourceServer } from "oidc-provider";

import { minutes, seconds } from "../../clock.ts";
import { env } from "../../env.server.ts";
import { allScopes } from "./scopes.ts";

/** By what our own API is known to clients that name whom a token is for (RFC 8707, RFC 9728). */
export const ownApi = `${env.origin}/api`;

/** Nobody asks us about these any more, so they live shortly; what ends a grant ends our own tokens at once, these when they expire. */
const JWT_LIFETIME = minutes(15);

/**
 * What tokens for a service look like: for our own API a random text, which is looked up at each request; for another service a JWT, which
 * it checks by our keys (RFC 9068). Null for a service that this client may not ask tokens for.
 */
export function tokensFor(resource: string, allowed: readonly string[], alg: string): ResourceServer | null {
  const scope = allScopes.join(" ");
  if (resource === ownApi) return { scope, accessTokenFormat: "opaque" };
  if (!allowed.includes(resource)) return null;
  return {
    scope,
    audience: resource,
    accessTokenFormat: "jwt",
    accessTokenTTL: JWT_LIFETIME / seconds(1),
    jwt: { sign: { alg: alg as "EdDSA" } },
  };
}
