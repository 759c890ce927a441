import { readFileSync } from "node:fs";

import { beforeAll, describe, expect, it } from "vitest";

import { app, origin, send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { signedIn } from "#tests/support/people.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";
import { demoPeople } from "#app/db/demo-data.ts";
import { pool } from "#app/db/client.server.ts";
import { createSession } from "#app/auth/sessions.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { db } from "#app/db/client.server.ts";
import { sessionCookie } from "#app/guards/cookies.server.ts";
import { env } from "#app/env.server.ts";
import { tokenKeys } from "#app/keys.server.ts";
import { createJwtService } from "#app/features/access-tokens/jwt-service.server.ts";
import { z } from "zod";
import { openedFor } from "../opened.ts";
import { ask, claimsIn, post, signInProgram, type Tokens } from "./programs.ts";

let bob: Tokens;
beforeAll(async () => void (bob = await signInProgram("bob")));

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const changed = (token: string) => token.replace(/.(?=.$)/, (letter) => (letter === "A" ? "B" : "A"));

describe("an access token", () => {
  it("JW15 costs one statement when it is good, and none when it is forged", async () => {
    await ask("/api/auth/me", bob);
    expect(await statementsDuring(() => ask("/api/auth/me", bob))).toHaveLength(1);
    const forged = { access_token: changed(bob.access_token) };
    expect(await statementsDuring(async () => expect((await ask("/api/auth/me", forged)).status).toBe(401))).toEqual(
      [],
    );
  });

  it("BE-04 C-09 JW18 that is bad is told so where somebody must be signed in, without a page or a redirect", async () => {
    for (const access_token of [changed(bob.access_token), "a.b.c", `${bob.access_token}=`, ` ${bob.access_token} x`]) {
      const answer = await ask("/api/auth/me", { access_token });
      expect([answer.status, challengeOf(answer)]).toEqual([401, 'Bearer error="invalid_token"']);
      expect(answer.headers.get("Location")).toBeNull();
      expect(await answer.json()).toMatchObject({ code: "INVALID_TOKEN" });
    }
  });

  it("BE-01 BE-04 BE-07 that is bad is nobody's where anybody may ask, and is served", async () => {
    const bad = bearer(changed(bob.access_token));
    expect((await post("/api/auth/register", { email: "no address" }, bad)).status).toBe(400);
    expect((await post("/api/auth/logout", { refresh_token: "none" }, bad)).status).toBe(200);
    for (const open of ["/login", "/health", "/"]) expect((await send(open, { headers: bad })).status).toBe(200);
  });

  it("C-13 CS-05 counts alone on addresses for programs: a cookie beside it neither helps nor hurts", async () => {
    const alice = await signedIn("alice");
    await alice.visit("/dashboard");
    const beside = await alice.visit("/api/auth/me", { headers: bearer(bob.access_token) });
    expect(await beside.json()).toMatchObject({ username: "bob", via: "accessToken" });
    expect((await alice.visit("/api/auth/me", { headers: bearer(changed(bob.access_token)) })).status).toBe(401);
    const made = await alice.visit("/api/projects", {
      method: "POST",
      body: JSON.stringify({ name: "By a program" }),
      headers: { ...bearer(bob.access_token), "Content-Type": "application/json", Origin: origin },
    });
    expect(made.status).toBe(201); // bob's, and without a form token
  });

  it("opens no page: those take a session", async () => {
    const answer = await send("/dashboard", { headers: { ...bearer(bob.access_token), Accept: "text/html" } });
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/login?redirectTo=%2Fdashboard"]);
    expect((await send("/dashboard.data", { headers: bearer(bob.access_token) })).status).toBe(401);
  });

  it("JW19 in an address or a body is none", async () => {
    expect((await send(`/api/auth/me?access_token=${bob.access_token}`)).status).toBe(401);
    const body = { access_token: bob.access_token, name: "By a body" };
    expect((await post("/api/projects", body)).status).toBe(401);
    expect((await send("/api/auth/me", { headers: { "X-API-Key": bob.access_token } })).status).toBe(401);
  });

  it("BE-05 of another scheme is nothing to us", async () => {
    const answer = await send("/api/auth/me", { headers: { Authorization: `JWT ${bob.access_token}` } });
    expect([answer.status, challengeOf(answer)]).toEqual([401, "Bearer"]);
  });

  it("JW12 of any size is refused quickly", async () => {
    for (const size of [4_097, 15_000]) {
      const answer = await ask("/api/auth/me", { access_token: `a.${"A".repeat(size)}.b` });
      expect(answer.status).toBe(401);
    }
    expect((await ask("/api/auth/me", { access_token: `a.${"A".repeat(200_000)}.b` })).status).toBe(431);
  });

  it("JW06 JT-17 is over after a quarter of an hour", async () => {
    travel(minutes(15) + 10_000);
    expect((await ask("/api/auth/me", bob)).status).toBe(401);
  });

  it("C-05 AK09 is no fresh proof, and manages nobody: what wants a browser refuses it", async () => {
    const root = await signInProgram("root");
    expect((await ask("/api/admin/users", root)).status).toBe(200);
    const [carol] = demoPeople.filter(({ username }) => username === "carol");
    const headers = { Authorization: `Bearer ${root.access_token}` };
    const answer = await post(`/api/admin/users/${carol?.id}`, { isStaff: true }, headers);
    expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ code: "FORBIDDEN" })]);
  });

  it("JW16 GD-15 AK-15 that was asked for with scopes says which one is missing", async () => {
    const capped = await signInProgram("alice", { scope: "project:read" });
    expect((await ask("/api/projects", capped)).status).toBe(200);
    const answer = await ask("/api/admin/users", capped);
    expect([answer.status, challengeOf(answer)]).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="admin:users"',
    ]);
  });
});

describe("a token signed with our own key that says something else", () => {
  const service = createJwtService({
    keys: tokenKeys,
    issuer: env.origin,
    audience: env.origin,
    lifetime: minutes(15),
    claims: z.looseObject({}),
  });
  const meBy = async (subject: string, sid: unknown) =>
    (await ask("/api/auth/me", { access_token: await service.issue(subject, { client_id: "A test", sid }) })).status;

  it("JW09 is nobody's when it names no session, another one's, or none of a program", async () => {
    const { sub, sid } = claimsIn(bob);
    expect(await meBy(String(sub), sid)).toBe(200);
    const alice = await findByUsername("alice");
    expect(await meBy(alice?.id ?? "", sid)).toBe(401);
    expect(await meBy(String(sub), "0".repeat(64))).toBe(401);
    expect(await meBy(String(sub), undefined)).toBe(401);
    expect(await meBy(String(sub), `${sid}' or true --`)).toBe(401);
  });

  it("C-13 names a browser's session in vain, and a program's session is no cookie", async () => {
    await openedFor("bob");
    const { rows } = await pool.query(
      "select s.id, s.user_id from auth.sessions s join auth.users u on u.id = s.user_id where username = 'bob' and client is null limit 1",
    );
    expect(await meBy(rows[0].user_id, rows[0].id)).toBe(401);
    const user = await findByUsername("bob");
    if (!user) throw new Error("there is no bob");
    const details = { method: "password", pending: null, address: "", userAgent: "", remember: false } as const;
    const { token, id } = await createSession(db, user, { ...details, client: "Harbour app" });
    const cookie = sessionCookie(token, false).split(";")[0] ?? "";
    expect((await send("/api/auth/me", { headers: { Cookie: cookie } })).status).toBe(401);
    expect(await meBy(user.id, id)).toBe(200);
  });

  it("is not believed about roles or permissions", async () => {
    const { sub, sid } = claimsIn(bob);
    const lies = { client_id: "A test", sid, roles: ["admin"], permissions: ["*"], is_superuser: true };
    const answer = await ask("/api/auth/me", { access_token: await service.issue(String(sub), lies) });
    expect(await answer.json()).toMatchObject({ roles: ["editor", "viewer"], isSuperuser: false });
  });
});

describe("browsers", () => {
  it("C-01 get no JWT from any page, signed in or out, in no cookie and no script", async () => {
    const jwt = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;
    const paths = [...new Set(app.listPolicies().map(({ path }) => path))].filter((path) => !/:|\*/.test(path));
    expect(jwt.test(bob.access_token)).toBe(true);
    const root = await signedIn("root");
    for (const path of paths) {
      const answer = await root.visit(path);
      const said = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
      expect(jwt.test(said), path).toBe(false);
    }
  });

  it("C-01 neither keep one: no source of a page names a store of the browser for it", () => {
    expect(readFileSync("build/server/index.js", "utf8")).not.toMatch(/localStorage\.setItem\([^)]*token/i);
  });
});
