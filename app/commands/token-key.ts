import { generateKeyPairSync, randomBytes } from "node:crypto";

/** A new key for access tokens, as an entry of TOKEN_SIGNING_KEYS: `kid:JWK`, the JWK as base64url (Ed25519). */
export function newTokenKey(): string {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return `${randomBytes(4).toString("hex")}:${Buffer.from(JSON.stringify(jwk)).toString("base64url")}`;
}
