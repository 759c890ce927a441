import { createRemoteJWKSet, jwtVerify } from "jose";

/** All that another service needs to accept our access tokens: our address, and its own. Gives the scopes of a good one, and throws for any other. */
export function scopesFrom(issuer: string, ownAddress: string) {
  const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", issuer));
  const rules = { issuer, audience: ownAddress, typ: "at+jwt", algorithms: ["EdDSA", "ES256"] };
  return async (token: string): Promise<string[]> => {
    const { payload } = await jwtVerify(token, keys, rules);
    return String(payload.scope ?? "").split(" ");
  };
}
