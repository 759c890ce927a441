import { describe, expect, it } from "vitest";

import { countUsableKeys } from "./usable-keys.ts";

const rsa = (bits: number) => ({ kty: "RSA", e: "AQAB", n: Buffer.alloc(bits / 8, 255).toString("base64url") });

describe("OC06 the keys by which a provider's signature can be known", () => {
  it("are asymmetric, for signing, and long enough", () => {
    const keys = [
      rsa(2048),
      { ...rsa(4096), use: "sig", alg: "RS256" },
      { kty: "EC", crv: "P-256" },
      { kty: "OKP", crv: "Ed25519" },
    ];
    expect(countUsableKeys({ keys })).toBe(4);
  });

  it("and no others", () => {
    const keys = [
      rsa(1024),
      { ...rsa(2048), use: "enc" },
      { kty: "oct", k: "AA" },
      { kty: "EC", crv: "secp256k1" },
      { kty: "OKP", crv: "X25519" },
      { kty: "toString", crv: "P-256" },
      null,
      "a key",
    ];
    expect(countUsableKeys({ keys })).toBe(0);
    for (const nothing of [null, [], "keys", { keys: "many" }, {}]) expect(countUsableKeys(nothing)).toBe(0);
  });
});
