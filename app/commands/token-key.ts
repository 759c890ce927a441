import { generateKeyPairSync, randomBytes } from "node:crypto";

import type { KeptKeys } from "./environment.ts";

/** The keys of access tokens, each as `kid:JWK` with the JWK as base64url (Ed25519). */
export const tokenKeys: KeptKeys = {
  name: "TOKEN_SIGNING_KEYS",
  file: ".data/token-keys",
  make() {
    const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
    return `${randomBytes(4).toString("hex")}:${Buffer.from(JSON.stringify(jwk)).toString("base64url")}`;
  },
};
