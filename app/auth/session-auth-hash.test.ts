import { describe, expect, it, vi } from "vitest";

import { getSessionAuthHash, verifySessionAuthHash } from "./session-auth-hash.server.ts";

const secret = "a secret that signs stamps, 32 chars";

describe("the session auth hash", () => {
  it("SH-01 is the same for one password hash, and another for another", () => {
    expect(getSessionAuthHash("hash", secret)).toBe(getSessionAuthHash("hash", secret));
    expect(getSessionAuthHash("hash", secret)).not.toBe(getSessionAuthHash("hush", secret));
    expect(getSessionAuthHash("hash", secret)).not.toBe(getSessionAuthHash("hash", `${secret}!`));
  });

  it("SH-03 verifies its own stamp only, and never an empty one", () => {
    const sessionHash = getSessionAuthHash("hash", secret);
    expect(verifySessionAuthHash({ sessionHash, passwordHash: "hash", secret })).toBe(true);
    expect(verifySessionAuthHash({ sessionHash, passwordHash: "hush", secret })).toBe(false);
    expect(verifySessionAuthHash({ sessionHash: "", passwordHash: "hash", secret })).toBe(false);
  });

  it("SH-06 still fits after the signing keys were rotated, as long as the old key is listed", async () => {
    const fits = async (keys: string, stamp: string) => {
      vi.stubEnv("SESSION_SIGNING_KEYS", keys);
      vi.resetModules();
      return (await import("./session-auth-hash.server.ts")).stampFits(stamp, "hash");
    };
    const [one, two] = ["1:first-signing-secret-0123456789abcdef", "2:second-signing-secret-0123456789abcde"];
    vi.stubEnv("SESSION_SIGNING_KEYS", one);
    vi.resetModules();
    const stamp = (await import("./session-auth-hash.server.ts")).stampSession("hash");
    expect(await fits(`${two},${one}`, stamp)).toBe(true);
    expect(await fits(two, stamp)).toBe(false);
    vi.unstubAllEnvs();
  });
});
