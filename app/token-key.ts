import { createPrivateKey, createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from "node:crypto";

import { flawOfSecret } from "./env-keys.ts";
import { flawOfRsa } from "./rsa-flaw.ts";

/** The algorithms that a key may have. Each key has one, and a token that names another is refused (JT-16, JW02). */
export type TokenAlgorithm = keyof typeof leastBytes | (typeof asymmetric)[number];

/** One key for tokens. `signs` is null where only its public half is listed: it verifies what it signed once (JT-14, KR-06). */
export type TokenKey = {
  readonly kid: string;
  readonly alg: TokenAlgorithm;
  readonly signs: KeyObject | null;
  readonly verifies: KeyObject;
};

// As long as the hash is (RFC 7518, section 3.2).
const leastBytes = { HS256: 32, HS384: 48, HS512: 64 } as const;
const asymmetric = ["EdDSA", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"] as const;
const curves: Readonly<Record<string, TokenAlgorithm>> = {
  Ed25519: "EdDSA",
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512",
};

/** A key from its JWK (RFC 7517), or in words what is wrong with it: weak, unfit for signing, or unreadable (JW14, JW23). */
export function readTokenKey(kid: string, jwk: JsonWebKey): TokenKey | { flaw: string } {
  if (!isForSigning(jwk)) return { flaw: "is not for signing" };
  const alg = algorithmOf(jwk);
  if (!alg) return { flaw: "must be EdDSA, RS256, ES256 or HS256, or a longer one of those" };
  try {
    return jwk.kty === "oct" ? symmetric(kid, alg, jwk) : pair(kid, alg, jwk);
  } catch {
    return { flaw: "cannot be read as a key" };
  }
}

const isForSigning = ({ use = "sig", key_ops: operations }: JsonWebKey) =>
  use === "sig" && (!Array.isArray(operations) || operations.some((one) => one === "sign" || one === "verify"));

function algorithmOf({ kty, crv = "", alg }: JsonWebKey): TokenAlgorithm | null {
  if (kty === "OKP" || kty === "EC") {
    const ofCurve = curves[crv];
    const isFitting = ofCurve !== undefined && (ofCurve === "EdDSA") === (kty === "OKP");
    return isFitting && (alg ?? ofCurve) === ofCurve ? ofCurve : null;
  }
  const family = kty === "RSA" ? "RS" : kty === "oct" ? "HS" : null;
  const named = alg ?? `${family}256`;
  return family && isAlgorithm(named) && named.startsWith(family) ? named : null;
}

const isAlgorithm = (name: unknown): name is TokenAlgorithm =>
  [...Object.keys(leastBytes), ...asymmetric].some((one) => one === name);

function symmetric(kid: string, alg: TokenAlgorithm, { k }: JsonWebKey): TokenKey | { flaw: string } {
  const bytes = Buffer.from(typeof k === "string" ? k : "", "base64url");
  const least = Object.hasOwn(leastBytes, alg) ? leastBytes[alg as keyof typeof leastBytes] : Infinity;
  if (bytes.length < least) return { flaw: `must have at least ${least} random bytes for ${alg}` };
  const flaw = flawOfSecret(bytes.toString("latin1"));
  if (flaw !== null) return { flaw: "is too easy to guess" };
  const secret = createSecretKey(bytes);
  return { kid, alg, signs: secret, verifies: secret };
}

function pair(kid: string, alg: TokenAlgorithm, jwk: JsonWebKey): TokenKey | { flaw: string } {
  const flaw = jwk.kty === "RSA" ? flawOfRsa(jwk) : null;
  if (flaw !== null) return { flaw };
  const signs = jwk.d === undefined ? null : createPrivateKey({ key: jwk, format: "jwk" });
  // Of the private half where there is one, so that the two cannot be of different keys.
  const verifies = createPublicKey(signs ?? { key: jwk, format: "jwk" });
  return { kid, alg, signs, verifies };
}
