import { createHash } from "node:crypto";

import { hash as bcryptHash } from "@node-rs/bcrypt";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";

import { hashPassword, isOverlong, needsRehash, verifyNothing, verifyPassword } from "./passwords.server.ts";
import { isPasswordEncoder } from "./password-encoder.ts";

const password = "a quiet harbour at dawn";

describe("hashing", () => {
  it("PW-01 PW-02 PW-13 PW-16 PW-17 makes argon2id with the set parameters, whatever it is given", async () => {
    expect(await hashPassword(password)).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  });

  it("PW-03 PW13 salts every hash with 16 random bytes, so two hashes of one password differ", async () => {
    const [one, two] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split("$")[4] ?? "", "base64")).toHaveLength(16);
  });

  it("PP-05 PW08 refuses an overlong password before hashing it", async () => {
    expect(isOverlong("x".repeat(1_024))).toBe(false);
    expect(isOverlong("x".repeat(1_025))).toBe(true);
    await expect(hashPassword("x".repeat(1_000_000))).rejects.toThrow(RangeError);
    expect(await verifyPassword("x".repeat(1_000_000), await hashPassword(password))).toBe(false);
  });

  it("PW07 keeps every character: a long password with one other ending does not match", async () => {
    for (const long of ["word ".repeat(12).padEnd(64, "x"), "🚪".repeat(128), "p".repeat(256)]) {
      const hashed = await hashPassword(long);
      expect(await verifyPassword(long, hashed)).toBe(true);
      expect(await verifyPassword(`${long.slice(0, -2)}yz`, hashed)).toBe(false);
    }
  });

  it("reads one password typed on two keyboards as the same", async () => {
    expect(await verifyPassword("Cafe\u0301 au lait is fine", await hashPassword("Caf\u00e9 au lait is fine"))).toBe(
      true,
    );
  });
});

describe("verifying", () => {
  it("PW-04 says yes to the right password and no to a wrong one", async () => {
    const hashed = await hashPassword(password);
    expect(await verifyPassword(password, hashed)).toBe(true);
    expect(await verifyPassword(`${password}!`, hashed)).toBe(false);
    expect(await verifyPassword("", hashed)).toBe(false);
  });

  it("PW-05 never throws, whatever the stored hash looks like", async () => {
    const good = await hashPassword(password);
    const foreign = [
      "",
      "plain",
      "$argon2id$",
      good.slice(0, 40),
      `${good}x`,
      "$scrypt$ln=16$x$y",
      "$argon2i$v=19$m=16,t=2,p=1$YWJj$x",
      "$2b$99$x",
    ];
    for (const hashed of [...foreign, null]) expect(await verifyPassword(password, hashed)).toBe(false);
    await fc.assert(fc.asyncProperty(fc.string(), async (hashed) => !(await verifyPassword(password, hashed))));
  });

  it("PW-06 does the same work for nobody as for somebody", async () => {
    expect(await verifyNothing(password)).toBe(false);
  });
});

describe("outdated hashes", () => {
  it("PW-07 needs a new hash exactly when the parameters differ", async () => {
    expect(needsRehash(await hashPassword(password))).toBe(false);
    expect(
      needsRehash("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"),
    ).toBe(true);
    expect(needsRehash("nonsense")).toBe(true);
  });

  it("PW-13 verifies an imported bcrypt hash, and wants it replaced", async () => {
    const imported = await bcryptHash(password, 4);
    expect(await verifyPassword(password, imported)).toBe(true);
    expect(await verifyPassword("something else", imported)).toBe(false);
    expect(needsRehash(imported)).toBe(true);
  });
});

describe("another encoder", () => {
  const sha256 = {
    hash: async (raw: string) => createHash("sha256").update(raw).digest("hex"),
    verify: async (raw: string, hashed: string) => createHash("sha256").update(raw).digest("hex") === hashed,
    needsRehash: () => false,
  };

  it("PW-11 PW-14 is whatever can hash, verify and tell an old hash", () => {
    expect(isPasswordEncoder(sha256)).toBe(true);
    expect(isPasswordEncoder({ hash: sha256.hash })).toBe(false);
    expect(isPasswordEncoder(null)).toBe(false);
  });

  it("PW-12 PW-15 takes over by replacing one file, and nothing that uses passwords changes", async () => {
    vi.resetModules();
    vi.doMock("./argon2.server.ts", () => ({ argon2: sha256 }));
    const swapped = await import("./passwords.server.ts");
    const hashed = await swapped.hashPassword(password);
    expect(hashed).toMatch(/^[0-9a-f]{64}$/);
    expect(await swapped.verifyPassword(password, hashed)).toBe(true);
    vi.doUnmock("./argon2.server.ts");
  });
});
