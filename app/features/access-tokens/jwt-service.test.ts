import { createSecretKey, generateKeyPairSync, randomBytes } from "node:crypto";

import { describe, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";

import { days, minutes, seconds } from "../../clock.ts";
import { travel } from "#tests/support/travel.ts";
import { signOwn } from "./own-jws.server.ts";
import { createJwtService, type JwtConfig } from "./jwt-service.server.ts";
import type { TokenKey } from "../../token-key.ts";

const bob = "01990000-0000-7000-8000-000000000001";

function newKey(kid: string): TokenKey {
  const { privateKey: signs, publicKey: verifies } = generateKeyPairSync("ed25519");
  return { kid, alg: "EdDSA", signs, verifies };
}

const [older, newer] = [newKey("older"), newKey("newer")];
const claims = z.object({ scope: z.string().optional() });
const serviceOf = (more: Partial<JwtConfig<z.output<typeof claims>>> = {}) =>
  createJwtService({
    keys: [newer, older],
    issuer: "https://app.example.test",
    audience: "https://app.example.test",
    lifetime: minutes(15),
    claims,
    ...more,
  });
const service = serviceOf();
const issue = (from = service) => from.issue(bob, { client_id: "A test" });
const partsOf = (token: string) =>
  token.split(".").map((part) =>
    JSON.parse(
      Buffer.from(part, "base64url")
        .toString("latin1")
        .replace(/^[^{].*/s, "0"),
    ),
  );

function countChecks() {
  const checks = vi.spyOn(crypto.subtle, "verify");
  onTestFinished(() => checks.mockRestore());
  return checks;
}

describe("a token", () => {
  it("JT-03 JT-06 JT-15 JT-17 says whose it is, for whom and for how long, and verifies", async () => {
    const token = await service.issue(bob, { client_id: "A test", scope: "project:read" });
    const [header, payload] = partsOf(token);
    expect(header).toEqual({ alg: "EdDSA", kid: "newer", typ: "at+jwt" });
    expect(payload.exp - payload.iat).toBe(15 * 60);
    expect(await service.verify(token)).toEqual({ ok: true, claims: payload });
    expect(payload).toMatchObject({ sub: bob, iss: "https://app.example.test", client_id: "A test" });
  });

  it("JT-07 cannot be made to say something else about itself", async () => {
    const lies = { client_id: "A test", sub: "root", iss: "x", aud: "x", exp: 9e9, iat: 1, jti: "x", role: "admin" };
    const [, payload] = partsOf(await service.issue(bob, lies));
    expect(payload).toMatchObject({ sub: bob, iss: "https://app.example.test", role: "admin" });
    expect([payload.exp, payload.iat, payload.jti]).not.toEqual(expect.arrayContaining([9e9]));
  });

  it("JT-04 JT-08 JW06 counts for its time, and for no longer", async () => {
    const token = await issue();
    travel(minutes(15) - seconds(1));
    expect(await service.verify(token)).toMatchObject({ ok: true });
    travel(minutes(15) + seconds(6));
    expect(await service.verify(token)).toEqual({ ok: false, reason: "it has expired" });
  });

  it("costs one check of its signature, and counts no longer for having been shown before", async () => {
    const checks = countChecks();
    const [fresh, token] = [serviceOf(), await issue()];
    for (let i = 0; i < 3; i += 1) expect(await fresh.verify(token)).toMatchObject({ ok: true });
    expect(checks).toHaveBeenCalledTimes(1);
    travel(minutes(16));
    expect(await fresh.verify(token)).toEqual({ ok: false, reason: "it has expired" });
  });

  it("is not let in for its likeness to one that was", async () => {
    const token = await issue();
    expect(await service.verify(token)).toMatchObject({ ok: true });
    const [head = "", payload = "", signature = ""] = token.split(".");
    const forged = `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    const checks = countChecks();
    for (let i = 0; i < 2; i += 1) expect(await service.verify(forged)).toMatchObject({ ok: false });
    expect(checks).toHaveBeenCalledTimes(2);
    expect(await serviceOf({ keys: [older] }).verify(token)).toMatchObject({ ok: false });
  });

  it("JW06 of a time to come, or one that lives longer than ours, is none of ours", async () => {
    expect(await service.verify(await issue(serviceOf({ lifetime: days(1) })))).toMatchObject({ ok: false });
    travel(days(1));
    const early = await issue();
    travel(-minutes(1));
    expect(await service.verify(early)).toEqual({ ok: false, reason: "it is of a time to come" });
  });

  it("JT-10 JT-11 JW07 of another issuer or for another audience is refused, with the very same key", async () => {
    for (const other of [{ issuer: "https://app.example.test/" }, { audience: "https://app.example.test.evil" }])
      expect(await service.verify(await issue(serviceOf(other)))).toMatchObject({ ok: false });
  });

  it("JW08 JT-09 for another purpose is refused, with the very same key", async () => {
    const [, payload] = partsOf(await issue());
    for (const typ of ["JWT", "at+JWT", "rt+jwt", ""])
      expect(await service.verify(await signOwn(JSON.stringify(payload), typ, newer))).toMatchObject({ ok: false });
  });

  it.each([
    ["no object", "[]"],
    ["no JSON", "{"],
    ["a deep one", "[".repeat(2_000)],
  ])("JW12 JT-05 whose payload is %s is refused without a fault", async (_, payload) => {
    expect(await service.verify(await signOwn(payload, "at+jwt", newer))).toMatchObject({ ok: false });
  });

  it("JW12 of more than four kilobytes is not looked at", async () => {
    const long = await service.issue(bob, { client_id: "A test", scope: "x".repeat(4_000) });
    expect(await service.verify(long)).toEqual({ ok: false, reason: "it is no signed token" });
  });
});

describe("keys", () => {
  it("KR-06 JT-14 JT-18 the newest signs, every listed one verifies, and one that is off the list does not", async () => {
    const before = await issue(serviceOf({ keys: [older] }));
    expect(await service.verify(before)).toMatchObject({ ok: true });
    expect(await serviceOf({ keys: [newer] }).verify(before)).toEqual({
      ok: false,
      reason: "it names no key of ours",
    });
  });

  it("JT-16 JW02 have one algorithm: a token that names another is refused, even signed with the public half", async () => {
    const publicText = older.verifies.export({ format: "pem", type: "spki" });
    const secret = createSecretKey(Buffer.from(publicText));
    const confused: TokenKey = { kid: "older", alg: "HS256", signs: secret, verifies: secret };
    const token = await issue(serviceOf({ keys: [confused] }));
    expect(await service.verify(token)).toEqual({
      ok: false,
      reason: "it names another algorithm than its key has",
    });
  });

  it("JT-01 Z-11 may be a shared secret, where one service stands alone", async () => {
    const secret = createSecretKey(randomBytes(32));
    const alone = serviceOf({ keys: [{ kid: "alone", alg: "HS256", signs: secret, verifies: secret }] });
    expect(await alone.verify(await issue(alone))).toMatchObject({ ok: true });
  });
});
