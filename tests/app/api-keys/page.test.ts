import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { pool } from "#app/db/client.server.ts";
import { openedFor } from "../opened.ts";
import { askWith, keyOf } from "./made-keys.ts";

const page = "/settings/api-keys";
let bob: Browser;
beforeAll(async () => void (bob = await openedFor("bob", newBrowser())));
beforeEach(async () => {
  await pool.query("truncate auth.counters");
  await bob.visit("/dashboard");
});

const shownIn = async (answer: Response) => /gh_live_[\w-]{67}/.exec(await answer.text())?.[0];
const make = (form: Record<string, string>, browser = bob) => browser.submit(page, { intent: "create", ...form });
const isListed = async (id: string) => (await (await bob.visit(page)).text()).includes(`data-key-id="${id}"`);

describe("the page of API keys", () => {
  it("AK-02 shows a new key in the answer to its form: in no address, no cookie, and not a second time", async () => {
    const answer = await make({ name: "Printer", scopes: "project:read", expiresInDays: "30" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([201, null]);
    expect(answer.headers.get("Cache-Control")).toContain("no-store");
    expect(cookieSet(answer, "__Host-session")).toBeUndefined();
    const key = (await shownIn(answer)) ?? "";
    expect((await askWith(key, "/api/projects")).status).toBe(200);
    expect(await shownIn(await bob.visit(page))).toBeUndefined();
  });

  it.each<[string, Record<string, string>, number]>([
    ["no name", { name: " " }, 400],
    ["a name of 101 characters", { name: "x".repeat(101) }, 400],
    ["a name over two lines", { name: "one\ntwo" }, 400],
    ["a name that runs backwards", { name: "build\u202Eserver" }, 400],
    ["a life of no days", { name: "x", expiresInDays: "0" }, 400],
    ["a life of more than a year", { name: "x", expiresInDays: "366" }, 400],
    ["a life that is no number", { name: "x", expiresInDays: "soon" }, 400],
    ["a scope that is none of their rights", { name: "x", scopes: "admin:users" }, 403],
    ["a scope that does not exist", { name: "x", scopes: "*" }, 403],
  ])("AK06 makes none with %s", async (_, form, status) => {
    const answer = await make(form);
    expect(answer.status).toBe(status);
    expect(await shownIn(answer)).toBeUndefined();
  });

  it("takes no intent that it does not know", async () => {
    expect((await bob.submit(page, { intent: "reveal" })).status).toBe(400);
  });

  it("AK11 neither replaces nor revokes somebody else's key, and shows none", async () => {
    const { id, key } = await keyOf(await openedFor("alice"));
    expect((await bob.submit(page, { intent: "rotate", id, graceMinutes: "0" })).status).toBe(404);
    expect((await bob.submit(page, { intent: "revoke", id })).status).toBe(404);
    expect(await isListed(id)).toBe(false);
    expect((await askWith(key)).status).toBe(200);
  });

  it.each(["-1", "1441", "1.5", "x"])(
    "AK-17 takes no grace of %s minutes: the key stays as it was",
    async (minutes) => {
      const { id, key } = await keyOf(bob);
      expect((await bob.submit(page, { intent: "rotate", id, graceMinutes: minutes })).status).toBe(404);
      expect((await askWith(key)).status).toBe(200);
    },
  );

  it("AK09 asks who somebody is before it makes a key, when they signed in an hour ago", async () => {
    const carol = await openedFor("carol");
    await carol.visit("/dashboard");
    await pool.query(
      `update auth.sessions set authenticated_at = authenticated_at - interval '1 hour'
       where user_id = (select id from auth.users where username = 'carol')`,
    );
    const answer = await make({ name: "x" }, carol);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).not.toContain(page);
    expect(await (await carol.visit(page)).text()).toContain("No keys yet");
  });

  it("AK07 shows every living key, however many came after it and ended: none hides from its owner", async () => {
    const { id } = await keyOf(bob, [], { name: "the oldest" });
    await pool.query(
      `insert into auth.api_keys (id, user_id, name, key_hash, prefix, is_active, created_at, updated_at)
       select ('ffffffff-ffff-7000-8000-' || lpad(n::text, 12, '0'))::uuid, user_id, name, n::text, prefix, false, created_at, updated_at
       from auth.api_keys, generate_series(1, 150) n where id = $1`,
      [id],
    );
    expect(await isListed(id)).toBe(true);
    await pool.query("delete from auth.api_keys where id::text like 'ffffffff-%'");
  });
});
