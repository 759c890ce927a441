import { generateKeyPairSync, randomBytes, type JsonWebKey } from "node:crypto";

import { describe, expect, it } from "vitest";

import { readTokenKeys } from "./env-token-keys.ts";

const encoded = (jwk: JsonWebKey) => Buffer.from(JSON.stringify(jwk)).toString("base64url");
const ed25519 = () => generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).privateKey.export({ format: "jwk" });
const oct = (bytes: Buffer, alg?: string): JsonWebKey => ({
  kty: "oct",
  k: bytes.toString("base64url"),
  ...(alg ? { alg } : {}),
});
const rsa = (bits: number, exponent = 65_537) =>
  generateKeyPairSync("rsa", { modulusLength: bits, publicExponent: exponent }).privateKey.export({ format: "jwk" });

const read = (...entries: string[]) => readTokenKeys({ TOKEN_SIGNING_KEYS: entries.join(",") });
const problemsOf = (jwk: JsonWebKey) => read(`a:${encoded(jwk)}`).problems;

describe("the keys of tokens", () => {
  it("are none without the setting: then no program signs in", () => {
    expect(readTokenKeys({ TOKEN_SIGNING_KEYS: "  " })).toEqual({ keys: [], problems: [] });
  });

  it.each([
    ["EdDSA", ed25519()],
    ["ES256", ec("P-256")],
    ["ES384", ec("P-384")],
    ["ES512", ec("P-521")],
    ["RS256", rsa(2048)],
    ["RS512", { ...rsa(2048), alg: "RS512" }],
    ["HS256", oct(randomBytes(32))],
    ["HS384", oct(randomBytes(48), "HS384")],
    ["HS512", oct(randomBytes(64), "HS512")],
  ])("JT-01 JT-19 may be %s, which is then the only algorithm of the key", (alg, jwk) => {
    const { keys, problems } = read(`a:${encoded(jwk)}`);
    expect(problems).toEqual([]);
    expect(keys).toMatchObject([{ kid: "a", alg }]);
  });

  it("KR-06 JT-14 are listed newest first; an older one may be its public half alone, since it signs nothing more", () => {
    const { d: _, ...old } = ed25519();
    const { keys } = read(`new:${encoded(ed25519())}`, `old:${encoded(old)}`);
    expect(keys.map(({ kid, signs }) => [kid, signs !== null])).toEqual([
      ["new", true],
      ["old", false],
    ]);
    expect(read(`old:${encoded(old)}`).problems).toEqual([
      "TOKEN_SIGNING_KEYS: key 1 must have its private half, since it signs",
    ]);
  });

  it.each([
    ["short", oct(randomBytes(31)), /at least 32 random bytes/],
    ["too short for its algorithm", oct(randomBytes(47), "HS384"), /at least 48 random bytes/],
    ["well known", oct(Buffer.from("please-changeme-before-you-go-to-production")), /too easy to guess/],
    ["repetitive", oct(Buffer.alloc(32, "ab")), /too easy to guess/],
    ["RSA of 1024 bits", rsa(1024), /at least 2048 bits/],
    ["RSA with the exponent 3", rsa(2048, 3), /public exponent 65537/],
    ["for encrypting", { ...rsa(2048), use: "enc" }, /not for signing/],
    ["of an algorithm that we do not have", { ...rsa(2048), alg: "PS256" }, /must be EdDSA/],
    ["of another curve than its algorithm", { ...ec("P-256"), alg: "ES384" }, /must be EdDSA/],
    ["a secret that says it is a pair's", { ...ed25519(), alg: "HS256" }, /must be EdDSA/],
    ["not on its curve", { ...ec("P-256"), x: "AA" }, /cannot be read/],
  ])("JW14 CF-01 stop the start when one is %s", (_, jwk, problem) => {
    expect(problemsOf(jwk as JsonWebKey)).toEqual([expect.stringMatching(problem)]);
  });

  it("JW14 are all looked at, and every problem is said at once", () => {
    const good = encoded(ed25519());
    expect(read("nonsense", `a:${good}`, `a:${good}`, `b:${encoded(oct(randomBytes(8)))}`, "c:e30").problems).toEqual([
      "TOKEN_SIGNING_KEYS: key 1 must look like kid:JWK, the JWK as base64url",
      "TOKEN_SIGNING_KEYS: key 4 must have at least 32 random bytes for HS256",
      "TOKEN_SIGNING_KEYS: key 5 must be EdDSA, RS256, ES256 or HS256, or a longer one of those",
      "TOKEN_SIGNING_KEYS: names one key twice",
    ]);
  });
});
