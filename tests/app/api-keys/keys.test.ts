import { createHash } from "node:crypto";

import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { travel, travelTo } from "#tests/support/travel.ts";
import { days, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { demoProjects } from "#app/db/demo-data.ts";
import { addVerified, openedFor } from "../opened.ts";
import { idOf, newRole, sendJson } from "../administrators.ts";
import { addToRole } from "#app/access/roles.server.ts";
import { askWith, keyOf, sendWith, showing, type Made } from "./made-keys.ts";

const [lighthouse, harbour] = demoProjects;
const nobodysChange = { actorId: null, origin: { requestId: null, address: null, userAgent: null } };
let bob: Browser;
let alice: Browser;

beforeAll(async () => void ([bob, alice] = [await openedFor("bob"), await openedFor("alice")]));
beforeEach(() => pool.query("truncate auth.counters"));

const rowOf = async (id: string) => (await pool.query("select * from auth.api_keys where id = $1", [id])).rows[0];
const list = async (browser: Browser) =>
  ((await (await browser.visit("/api/keys")).json()) as { items: Made[]; nextCursor: string | null }).items;

describe("a key", () => {
  it("AK-02 AK02 AK-01 is shown once, and at rest there is only its SHA-256 and how it begins", async () => {
    const made = await keyOf(bob, ["project:read"], { name: "CI", expiresInDays: 30 });
    expect(made.key).toMatch(/^gh_live_[0-9a-z][\w-]{43}_[\w-]{22}$/);
    expect(made).toMatchObject({ name: "CI", scopes: ["project:read"], lastUsedAt: null });
    const row = await rowOf(made.id);
    expect(row).toMatchObject({
      user_id: await idOf("bob"),
      key_hash: createHash("sha256").update(made.key).digest("hex"),
      prefix: made.key.slice(0, 13),
      is_active: true,
    });
    expect(JSON.stringify(row)).not.toContain(made.key.slice(13, 40));
    const listed = await bob.visit("/api/keys");
    expect(await listed.text()).not.toContain(made.key.slice(13));
  });

  it("AK-08 AK-20 GD-05 is taken as a bearer and in X-API-Key, and makes its owner the principal", async () => {
    const { key } = await keyOf(bob);
    const expected = { username: "bob", via: "apiKey" };
    expect(await (await askWith(key)).json()).toMatchObject(expected);
    expect(await (await send("/api/auth/me", { headers: { "X-API-Key": key } })).json()).toMatchObject(expected);
    expect(await (await send("/api/auth/me", { headers: { "x-api-key": key } })).json()).toMatchObject(expected);
    // It is bound to no key, so it is none of those tokens.
    expect((await send("/api/auth/me", { headers: { Authorization: `DPoP ${key}`, DPoP: "a.b.c" } })).status).toBe(401);
  });

  it("costs one statement, and a second one once a minute for noting its use (AK17)", async () => {
    const { key, id } = await keyOf(bob, ["project:read"]);
    await askWith(key);
    expect((await rowOf(id)).last_used_at).not.toBeNull();
    expect(await statementsDuring(() => askWith(key))).toHaveLength(1);
  });

  it("AK17 works although its use cannot be noted", async () => {
    const { key } = await keyOf(bob, ["project:read"]);
    await pool.query("create function auth.refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$");
    await pool.query(
      "create trigger refuse before update on auth.api_keys for each row execute function auth.refuse()",
    );
    expect((await askWith(key)).status).toBe(200);
    await pool.query("drop function auth.refuse cascade");
  });

  it("AK-03 opens no page", async () => {
    const { key } = await keyOf(bob, ["project:read"]);
    const answer = await send("/dashboard", { headers: showing(key) });
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/login?redirectTo=%2Fdashboard"]);
  });
});

describe("the scopes of a key", () => {
  it("AK-16 AK07 AK06 let through what both they and the owner's own rights allow", async () => {
    const { key } = await keyOf(bob, ["project:read"]);
    expect((await askWith(key, `/api/projects/${lighthouse.id}`)).status).toBe(200);
    const answer = await sendWith(key, "PATCH", `/api/projects/${lighthouse.id}`, { name: "Lamp" });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer error="insufficient_scope", scope="project:update"');
    expect(await answer.json()).toMatchObject({ detail: "Token missing required scope: project:update" });
  });

  it("AK-14 are none when none were given: then it can only say whose it is", async () => {
    const { key } = await keyOf(bob);
    expect((await askWith(key)).status).toBe(200);
    expect(await (await askWith(key, "/api/auth/me")).json()).toMatchObject({ username: "bob", permissions: [] });
    expect(await (await askWith(key, "/api/projects")).json()).toEqual({ items: [], nextCursor: null });
    for (const id of [lighthouse.id, "00000000-0000-7000-8003-00000000000f"]) {
      const answer = await askWith(key, `/api/projects/${id}`);
      const challenge = 'Bearer error="insufficient_scope", scope="project:read"';
      expect([answer.status, answer.headers.get("WWW-Authenticate")]).toEqual([403, challenge]);
    }
  });

  it("AK-14 AK-16 are all that a key is told it may do, as far as its owner may", async () => {
    const permissionsOf = async ({ key }: Made) =>
      ((await (await askWith(key)).json()) as { permissions: string[] }).permissions;
    expect(await permissionsOf(await keyOf(alice, ["project:read", "admin:why"]))).toEqual([
      "admin:why",
      "project:read",
    ]);
    expect(await permissionsOf(await keyOf(alice))).toEqual([]);
  });

  it("AK-16 narrow lists as they narrow single rows, and conditions of the owner's grants go on counting", async () => {
    const { key } = await keyOf(bob, ["project:read", "project:update"]);
    const own = await sendWith(key, "PATCH", `/api/projects/${lighthouse.id}`, { name: "Lighthouse" });
    const others = await sendWith(key, "PATCH", "/api/projects/00000000-0000-7000-8003-000000000003", { name: "Mole" });
    expect([own.status, others.status]).toEqual([200, 403]);
  });

  it("AK06 are refused beyond the owner's rights, and unknown ones too", async () => {
    const beyond = await sendJson(bob, "POST", "/api/keys", { name: "too much", scopes: ["admin:users"] });
    expect([beyond.status, ((await beyond.json()) as { code: string }).code]).toEqual([403, "BEYOND_OWN_RIGHTS"]);
    expect((await sendJson(bob, "POST", "/api/keys", { name: "x", scopes: ["project:fly"] })).status).toBe(403);
    expect((await list(bob)).map(({ name }) => name)).not.toContain("too much");
  });

  it("AK-18 can be what was shared row by row: erin's key reads what erin may read, and nothing else", async () => {
    const { key } = await keyOf(await openedFor("erin"), ["project:read"]);
    expect((await askWith(key, `/api/projects/${harbour.id}`)).status).toBe(200);
    expect((await askWith(key, "/api/projects/00000000-0000-7000-8003-000000000003")).status).toBe(404);
  });

  it("AK07 come to nothing with the right of the owner, and back with it", async () => {
    const { id } = await addVerified("keyholder");
    const role = await newRole("keyholder's", ["project:read"]);
    await addToRole(id, role, nobodysChange);
    const { key } = await keyOf(await openedFor("keyholder"), ["project:read"]);
    const status = async () => (await askWith(key, `/api/projects/${lighthouse.id}`)).status;
    expect(await status()).toBe(200);
    await pool.query("delete from auth.memberships where user_id = $1", [id]);
    await pool.query("update auth.access_version set version = version + 1");
    expect(await status()).toBe(404);
  });

  it("cap a superuser's key as well", async () => {
    const { key } = await keyOf(await openedFor("root"), ["project:read"]);
    expect((await askWith(key, `/api/projects/${harbour.id}`)).status).toBe(200);
    expect((await askWith(key, "/api/admin/users")).status).toBe(403);
  });
});

describe("a key that is over", () => {
  it("AK05 AK-13 ends exactly at its hour, by the clock of the app", async () => {
    const { key, expiresAt } = await keyOf(bob, [], { expiresInDays: 1 });
    const end = Date.parse(expiresAt ?? "");
    expect(end).toBeGreaterThan(Date.now() + days(1) - minutes(1));
    travelTo(end - 1);
    expect((await askWith(key)).status).toBe(200);
    travel(1);
    expect((await askWith(key)).status).toBe(401);
  });

  it("AK-13 AK07 is one of a disabled owner while they are disabled, and of a deleted one", async () => {
    const { id } = await addVerified("leaver");
    const { key } = await keyOf(await openedFor("leaver"));
    const root = await openedFor("root");
    const set = (isActive: boolean) => sendJson(root, "PATCH", `/api/admin/users/${id}`, { isActive });
    await set(false);
    expect((await askWith(key)).status).toBe(401);
    await set(true);
    expect((await askWith(key)).status).toBe(200);
    await sendJson(root, "DELETE", `/api/admin/users/${id}`);
    expect((await askWith(key)).status).toBe(401);
  });

  it("is every one of somebody's who says that it was not them", async () => {
    await addVerified("victim");
    const { key, prefix } = await keyOf(await openedFor("victim"));
    const [mail] = await mailsTo("victim@example.com");
    expect(mail?.text).toContain(prefix);
    expect(mail?.text).not.toContain(key.slice(prefix.length));
    const browser = newBrowser();
    await browser.visit(await linkIn("api-key-made", "victim@example.com"));
    await browser.submit("/not-me", {});
    expect((await askWith(key)).status).toBe(401);
  });
});

describe("who may make, see and end keys", () => {
  it("AK10 nobody makes one without a session, whatever the body says; the owner is always the caller", async () => {
    const headers = { "Content-Type": "application/json", Origin: origin };
    const body = JSON.stringify({ name: "x", scopes: [], userId: await idOf("alice") });
    expect((await send("/api/keys", { headers, body })).status).toBe(401);
    const asked = await sendJson(bob, "POST", "/api/keys", { name: "x", scopes: [], userId: await idOf("alice") });
    expect(asked.status).toBe(400);
  });

  it("AK09 a key manages no keys and nothing else of its owner's", async () => {
    const { key, id } = await keyOf(bob, ["project:read"]);
    const statuses = [
      (await askWith(key, "/api/keys")).status,
      (await sendWith(key, "POST", "/api/keys", { name: "another", scopes: [] })).status,
      (await sendWith(key, "POST", "/api/keys/rotate", { id })).status,
      (await sendWith(key, "DELETE", `/api/keys/${id}`)).status,
    ];
    expect(statuses).toEqual([403, 403, 403, 403]);
    const root = await keyOf(await openedFor("root"), ["admin:users"]);
    expect((await askWith(root.key, "/api/admin/users")).status).toBe(200);
    expect(
      (await sendWith(root.key, "PATCH", `/api/admin/users/${await idOf("carol")}`, { isStaff: true })).status,
    ).toBe(403);
  });

  it("AK11 Z-10 somebody else's key is not there", async () => {
    const { id, key } = await keyOf(bob);
    expect((await sendJson(alice, "DELETE", `/api/keys/${id}`)).status).toBe(404);
    expect((await sendJson(alice, "POST", "/api/keys/rotate", { id })).status).toBe(404);
    expect((await list(alice)).map((one) => one.id)).not.toContain(id);
    expect((await askWith(key)).status).toBe(200);
    for (const odd of ["x", "%00", id.toUpperCase()])
      expect((await sendJson(bob, "DELETE", `/api/keys/${odd}`)).status).toBeGreaterThanOrEqual(400);
    expect((await askWith(key)).status).toBe(200);
  });

  it("asks again who somebody is when they signed in too long ago", async () => {
    const carol = await openedFor("carol");
    await pool.query("update auth.sessions set authenticated_at = authenticated_at - interval '1 hour'");
    const answer = await sendJson(carol, "POST", "/api/keys", { name: "x", scopes: [] });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, "STEP_UP_REQUIRED"]);
    [bob, alice] = [await openedFor("bob"), await openedFor("alice")];
  });

  it("nobody can have more than fifty", async () => {
    await addVerified("hoarder");
    const hoarder = await openedFor("hoarder");
    await keyOf(hoarder);
    await pool.query(
      `insert into auth.api_keys (id, user_id, name, key_hash, prefix, created_at, updated_at)
       select gen_random_uuid(), user_id, name, n::text, prefix, created_at, updated_at
       from auth.api_keys, generate_series(2, 50) n where user_id = $1`,
      [await idOf("hoarder")],
    );
    expect((await sendJson(hoarder, "POST", "/api/keys", { name: "one more" })).status).toBe(409);
  });
});

describe("putting a new key in the place of one", () => {
  it("AK-17 keeps name, scopes and end; the old one is over at once", async () => {
    const before = await keyOf(bob, ["project:read"], { expiresInDays: 7 });
    const answer = await sendJson(bob, "POST", "/api/keys/rotate", { id: before.id });
    expect(answer.status).toBe(201);
    const after = (await answer.json()) as Made & { message: string };
    expect(after).toMatchObject({ name: before.name, scopes: before.scopes, expiresAt: before.expiresAt });
    expect(after.message).toBe("Store this key securely. It will not be shown again.");
    expect([(await askWith(before.key)).status, (await askWith(after.key)).status]).toEqual([401, 200]);
  });

  it("AK-17 with a grace both work until it is over, and the old one can be replaced no second time", async () => {
    const before = await keyOf(bob);
    const rotated = await sendJson(bob, "POST", "/api/keys/rotate", { id: before.id, graceMinutes: 60 });
    const after = (await rotated.json()) as Made;
    expect([(await askWith(before.key)).status, (await askWith(after.key)).status]).toEqual([200, 200]);
    expect((await sendJson(bob, "POST", "/api/keys/rotate", { id: before.id })).status).toBe(404);
    await pool.query("update auth.api_keys set expires_at = now() where id = $1", [before.id]);
    expect([(await askWith(before.key)).status, (await askWith(after.key)).status]).toEqual([401, 200]);
  });

  it("Z-10 happens once, however many ask for it at once", async () => {
    const { id } = await keyOf(bob);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sendJson(bob, "POST", "/api/keys/rotate", { id })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(404)]);
  });
});
