import { describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { signedIn } from "#tests/support/people.ts";
import { statementsDuring } from "#tests/support/statements.ts";

const garbage = { Authorization: "Bearer nobody-gave-this-out" };
const me = (headers: Record<string, string | string[]> = {}) => send("/api/auth/me", { headers });

describe("a program that shows a token which nobody gave out", () => {
  it("C-09 JW18 JT-05 is told that the token is bad: who shows none is only told to show one", async () => {
    const [none, bad] = [await me(), await me(garbage)];
    expect([none.status, bad.status]).toEqual([401, 401]);
    expect(challengeOf(none)).toBe("Bearer");
    expect(challengeOf(bad)).toBe('Bearer error="invalid_token"');
    expect(bad.headers.get("Location")).toBeNull();
    expect(bad.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await bad.json()).toMatchObject({ code: "INVALID_TOKEN", detail: expect.stringMatching(/^Invalid token:/) });
  });

  it("SE-05 costs the database nothing", async () => {
    expect(await statementsDuring(() => me(garbage))).toEqual([]);
  });

  it("BE-04 is nobody where anybody may ask, and is served", async () => {
    const body = JSON.stringify({ email: "no address" });
    const headers = { ...garbage, "Content-Type": "application/json", Origin: "https://app.example.test" };
    expect((await send("/api/auth/register", { headers, body })).status).toBe(400);
    expect((await send("/health", { headers: garbage })).status).toBe(200);
    expect((await send("/login", { headers: garbage })).status).toBe(200);
  });

  it("C-13 is not saved by a cookie beside it, though on pages only the cookie counts", async () => {
    const bob = await signedIn("bob");
    expect((await bob.visit("/api/auth/me")).status).toBe(200);
    expect((await bob.visit("/api/auth/me", { headers: garbage })).status).toBe(401);
    expect((await bob.visit("/dashboard", { headers: garbage })).status).toBe(200);
  });

  it("BE-05 may show another scheme, which is nothing to us: the cookie counts", async () => {
    const bob = await signedIn("bob");
    const basic = { Authorization: `Basic ${Buffer.from("alice:whatever").toString("base64")}` };
    expect((await bob.visit("/api/auth/me", { headers: basic })).status).toBe(200);
    expect(challengeOf(await me(basic))).toBe("Bearer");
  });

  it("is refused with two of them, before anything is looked at", async () => {
    const answer = await me({ ...garbage, "X-API-Key": "another" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: "Show one key or token, not two." });
  });
});
