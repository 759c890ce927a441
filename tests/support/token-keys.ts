import { generateKeyPairSync } from "node:crypto";

/** A fresh Ed25519 key as a TOKEN_SIGNING_KEYS: `kid:JWK`. */
export function newTokenKeys(kid = "test"): string {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return `${kid}:${Buffer.from(JSON.stringify(jwk)).toString("base64url")}`;
}
