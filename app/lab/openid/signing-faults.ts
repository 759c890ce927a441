import { CompactSign, exportSPKI, importJWK, type CryptoKey } from "jose";

import { faultList, type Said, type Sign } from "./fault.ts";
import { makeKey, type SigningKey } from "./keys.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const encoded = (said: Said) => Buffer.from(JSON.stringify(said)).toString("base64url");

/** By hand and not by `SignJWT`, which would refuse to sign most of what the faults say. */
const signed = (claims: Said, key: CryptoKey | Uint8Array, header: { alg: string } & Said) =>
  new CompactSign(bytes(JSON.stringify(claims))).setProtectedHeader(header).sign(key);

/** As it should be. */
export const signWell: Sign = (claims, { privateKey, kid }) => signed(claims, privateKey, { alg: "RS256", kid });

const foreignKey = () => (foreign ??= makeKey());
let foreign: Promise<SigningKey> | undefined;

const publicPem = async ({ publicJwk }: SigningKey) =>
  exportSPKI((await importJWK(publicJwk, "RS256", { extractable: true })) as CryptoKey);

const changeSignature = (token: string, change: (signature: Buffer) => Buffer) => {
  const [header, payload, signature = ""] = token.split(".");
  return [header, payload, change(Buffer.from(signature, "base64url")).toString("base64url")].join(".");
};

/** ID tokens that nobody with the right key signed (OC06), and at the end one that is unusual and right. */
export const signingFaults = faultList({
  "alg-none": { sign: async (claims, { kid }) => `${encoded({ alg: "none", kid })}.${encoded(claims)}.` },
  "hs256-with-public-key": {
    sign: async (claims, key) => signed(claims, bytes(await publicPem(key)), { alg: "HS256", kid: key.kid }),
  },
  "hs256-with-client-id": {
    sign: (claims, { kid }, { id }) => signed(claims, bytes(id), { alg: "HS256", kid }),
  },
  "hs256-with-client-secret": {
    sign: (claims, { kid }, { secret }) => signed(claims, bytes(secret), { alg: "HS256", kid }),
  },
  "foreign-key": {
    sign: async (claims, { kid }) => signed(claims, (await foreignKey()).privateKey, { alg: "RS256", kid }),
  },
  "jwk-header": {
    sign: async (claims, { kid }) => {
      const { privateKey, publicJwk } = await foreignKey();
      return signed(claims, privateKey, { alg: "RS256", kid, jwk: { ...publicJwk, kid } });
    },
  },
  "unknown-kid": { sign: (claims, { privateKey }) => signed(claims, privateKey, { alg: "RS256", kid: "nobody" }) },
  "broken-signature": {
    sign: async (...all) => changeSignature(await signWell(...all), (signature) => signature.fill(0, 0, 8)),
  },
  "no-signature": {
    sign: async (...all) => changeSignature(await signWell(...all), () => Buffer.alloc(0)),
  },
  "no-kid": { sign: (claims, { privateKey }) => signed(claims, privateKey, { alg: "RS256" }) },
});
