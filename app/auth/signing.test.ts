import { createHmac, hkdfSync } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { makeMac, macsMatch } from "./mac.server.ts";
import { hashToken, randomToken, secretsMatch } from "./secrets.server.ts";
import { makeSigner } from "./signing.server.ts";

const v1 = { version: "1", secret: "the first secret of all, 32 chars" };
const v2 = { version: "2", secret: "the second secret, just as long as" };
const fiveLetters = { length: 5, pattern: /[\w-]+/ };

describe("the checksum", () => {
  it("is HMAC-SHA-256 cut to 128 bits, exactly as the runtime computes it", () => {
    const key = Buffer.from(hkdfSync("sha256", v1.secret, "", "gatehouse test", 32));
    const mac = makeMac(v1.secret, "test");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 512 }), (message) => {
        expect(mac(message)).toBe(createHmac("sha256", key).update(message).digest("base64url").slice(0, 22));
      }),
    );
  });

  it("refuses a message that would not fit, instead of signing part of it", () => {
    expect(() => makeMac(v1.secret, "test")("x".repeat(513))).toThrow(RangeError);
  });

  it("matches only the very same text", () => {
    expect(macsMatch("abc", "abc")).toBe(true);
    expect(macsMatch("abc", "abd")).toBe(false);
    expect(macsMatch("abc", "abcd")).toBe(false);
  });
});

describe("signed tokens", () => {
  it("KR-01 signs with the first key, and says which in the token", () => {
    expect(makeSigner([v2, v1], "test", fiveLetters).sign("hello")).toMatch(/^2\.[\w-]{8}\.hello\.[\w-]{22}$/);
  });

  it("KR-02 CK03 verifies under every listed key; taking one off the list ends exactly its tokens", () => {
    const old = makeSigner([v1], "test", fiveLetters).sign("hello");
    const fresh = makeSigner([v2, v1], "test", fiveLetters).sign("hello");
    expect(makeSigner([v2, v1], "test", fiveLetters).verify(old)).toBe("hello");
    expect(makeSigner([v2, v1], "test", fiveLetters).verify(fresh)).toBe("hello");
    expect(makeSigner([v2], "test", fiveLetters).verify(old)).toBeNull();
    expect(makeSigner([v2], "test", fiveLetters).verify(fresh)).toBe("hello");
  });

  it("KR-03 gives two different tokens for one payload", () => {
    const signer = makeSigner([v1], "test", fiveLetters);
    expect(signer.sign("hello")).not.toBe(signer.sign("hello"));
  });

  it("KR-04 refuses an unknown version", () => {
    const token = makeSigner([v1], "test", fiveLetters).sign("hello");
    expect(makeSigner([v1], "test", fiveLetters).verify(`9${token.slice(1)}`)).toBeNull();
  });

  it("KR-07 refuses a token that was signed for another purpose", () => {
    expect(
      makeSigner([v1], "other", fiveLetters).verify(makeSigner([v1], "test", fiveLetters).sign("hello")),
    ).toBeNull();
  });

  it("CK01 SE09 refuses every other text, also one that differs in a single character", () => {
    const signer = makeSigner([v1], "test", fiveLetters);
    const token = signer.sign("hello");
    fc.assert(fc.property(fc.string(), (text) => signer.verify(text) === null));
    for (let i = 0; i < token.length; i++) {
      const changed = token.slice(0, i) + (token[i] === "A" ? "B" : "A") + token.slice(i + 1);
      expect(signer.verify(changed)).toBeNull();
    }
    for (const odd of [token.slice(0, -1), `${token}x`, token.toUpperCase(), ` ${token}`, `${token}\0`, `${token};`])
      expect(signer.verify(odd)).toBeNull();
    expect(makeSigner([{ version: "1", secret: "" }], "test", fiveLetters).verify(token)).toBeNull();
  });
});

describe("secrets", () => {
  it("are 256 random bits, and different each time", () => {
    expect(Buffer.from(randomToken(), "base64url")).toHaveLength(32);
    expect(randomToken()).not.toBe(randomToken());
  });

  it("are stored as a SHA-256 and compared whole", () => {
    expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(secretsMatch("abc", "abc")).toBe(true);
    expect(secretsMatch("abc", "abcd")).toBe(false);
  });
});
