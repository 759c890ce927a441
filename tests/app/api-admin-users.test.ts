import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { findUser } from "#app/auth/users.server.ts";
import { fromNow, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { helperWith, idOf, plainPerson, sendJson } from "./administrators.ts";
import { openedFor } from "./opened.ts";

const list = "/api/admin/users";
const unknown = "00000000-0000-7000-8001-000000000099";
let alice: Browser;
let root: Browser;
let people = 0;

beforeAll(async () => {
  [alice, root] = [await openedFor("alice"), await openedFor("root")];
});
beforeEach(() => pool.query("truncate auth.counters"));

const somebody = () => plainPerson(`apiperson${(people += 1)}`);
const patch = (by: Browser, id: string, body: object) => sendJson(by, "PATCH", `${list}/${id}`, body);
const statusAndCode = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe("GET /api/admin/users", () => {
  it("UM-15 lists people page by page, with the members that the contract names", async () => {
    const first = (await (await alice.visit(`${list}?limit=2`)).json()) as {
      items: { id: string }[];
      nextCursor: string;
    };
    expect(first.items).toHaveLength(2);
    const next = (await (await alice.visit(`${list}?limit=2&cursor=${first.nextCursor}`)).json()) as typeof first;
    expect(next.items.map(({ id }) => id)).not.toContain(first.items[1]?.id);
    const found = await (await alice.visit(`${list}?q=bob`)).json();
    expect(found).toEqual({
      items: [
        {
          id: await idOf("bob"),
          username: "bob",
          email: "bob@example.com",
          isActive: true,
          isStaff: false,
          isSuperuser: false,
          roles: ["editor"],
        },
      ],
      nextCursor: null,
    });
  });

  it("AZ24 AZ33 refuses what it cannot look for", async () => {
    for (const query of ["orderBy=password_hash", "cursor=1'--", "limit=0", "limit=x", "state=any", "q=%00"])
      expect(await statusAndCode(await alice.visit(`${list}?${query}`)), query).toEqual([400, "VALIDATION_FAILED"]);
    expect(await (await alice.visit(`${list}?q=%25`)).json()).toEqual({ items: [], nextCursor: null });
  });

  it("AZ25 AZ28 tells nobody else", async () => {
    expect((await newBrowser().visit(list)).status).toBe(401);
    for (const name of ["bob", "carol", "erin"]) {
      const browser = await openedFor(name);
      expect((await browser.visit(list)).status).toBe(403);
      expect((await browser.visit(`${list}/${await idOf("bob")}`)).status).toBe(403);
      expect((await patch(browser, await idOf(name), { isStaff: true })).status).toBe(403);
    }
  });
});

describe("one person", () => {
  it("UM-14 is 404 USER_NOT_FOUND when there is none, by every method", async () => {
    const absent = [404, "USER_NOT_FOUND"];
    for (const id of [unknown, "bob"]) {
      expect(await statusAndCode(await alice.visit(`${list}/${id}`))).toEqual(absent);
      expect(await statusAndCode(await patch(alice, id, {}))).toEqual(absent);
      expect(await statusAndCode(await sendJson(alice, "DELETE", `${list}/${id}`))).toEqual(absent);
    }
  });

  it("is changed in one go, all of it or nothing", async () => {
    const { id, browser } = await somebody();
    const answer = await patch(alice, id, { roles: ["viewer"], isStaff: true, firstName: "Nora" });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ id, roles: ["viewer"], isStaff: true }),
    ]);
    expect((await browser.visit("/projects")).status).toBe(200);
    expect(await statusAndCode(await patch(alice, id, { isStaff: false, roles: ["no such role"] }))).toEqual([
      400,
      "VALIDATION_FAILED",
    ]);
    expect(await statusAndCode(await patch(alice, id, { roles: [], username: "bob" }))).toEqual([
      409,
      "USERNAME_TAKEN",
    ]);
    expect(await findUser(id)).toMatchObject({ isStaff: true, firstName: "Nora" });
    expect((await browser.visit("/projects")).status).toBe(200);
    await patch(alice, id, { isActive: false });
    expect((await browser.visit("/projects")).status).toBe(303);
  });

  it("AZ06 takes no member that is not meant to be changed, and nothing of the wrong kind", async () => {
    const { id } = await somebody();
    const before = await findUser(id);
    const bodies = [
      { id: unknown },
      { passwordHash: "x" },
      { email: "mallory@example.com" },
      { emailVerified: true },
      { is_superuser: true },
      { groupIds: [] },
      { isStaff: true, erasedAfter: null },
      { isStaff: "true" },
      { roles: "admin" },
      { roles: [1] },
    ];
    for (const body of bodies)
      expect(await statusAndCode(await patch(alice, id, body)), JSON.stringify(body)).toEqual([
        400,
        "VALIDATION_FAILED",
      ]);
    expect(await findUser(id)).toEqual(before);
  });

  it("AZ07 AZ08 AZ09 is made no more than whoever asks, themselves included", async () => {
    const { id } = await somebody();
    expect(await statusAndCode(await patch(alice, id, { isSuperuser: true }))).toEqual([403, "SUPERUSER_ONLY"]);
    expect(await statusAndCode(await patch(alice, await idOf("alice"), { isSuperuser: true }))).toEqual([
      403,
      "SUPERUSER_ONLY",
    ]);
    expect(await statusAndCode(await patch(alice, await idOf("root"), { isStaff: false }))).toEqual([
      403,
      "SUPERUSER_ONLY",
    ]);
    const helper = await helperWith("apihelper", ["admin:users"]);
    for (const whom of [id, await idOf("apihelper")])
      expect(await statusAndCode(await patch(helper, whom, { roles: ["admin"] }))).toEqual([403, "BEYOND_OWN_RIGHTS"]);
    expect(await statusAndCode(await patch(helper, await idOf("alice"), { roles: [] }))).toEqual([
      403,
      "BEYOND_OWN_RIGHTS",
    ]);
    expect((await patch(root, id, { isSuperuser: true })).status).toBe(200);
    expect((await patch(root, id, { isSuperuser: false })).status).toBe(200);
  });

  it("UM-16 Z-17 is deleted with 204, but not by themselves, and not the last superuser", async () => {
    const { id } = await somebody();
    expect((await sendJson(alice, "DELETE", `${list}/${id}`)).status).toBe(204);
    expect(await findUser(id)).toMatchObject({ isActive: false });
    const remove = async (by: Browser, name: string) =>
      statusAndCode(await sendJson(by, "DELETE", `${list}/${await idOf(name)}`));
    expect(await remove(alice, "alice")).toEqual([409, "NOT_YOURSELF"]);
    expect(await remove(root, "root")).toEqual([409, "NOT_YOURSELF"]);
    expect(await remove(alice, "root")).toEqual([403, "SUPERUSER_ONLY"]);
    expect(await statusAndCode(await patch(root, await idOf("root"), { isSuperuser: false }))).toEqual([
      409,
      "LAST_SUPERUSER",
    ]);
  });

  it("SE21 CS01 asks for a fresh proof and for the token of our pages, as pages do", async () => {
    const { id } = await somebody();
    const target = `${list}/${id}`;
    const bare = { Origin: "https://app.example.test", "Content-Type": "application/json" };
    const untold = await alice.visit(target, { method: "PATCH", body: '{"isStaff":true}', headers: bare });
    expect(await statusAndCode(untold)).toEqual([403, "CSRF_FAILED"]);
    const stale = await openedFor("alice");
    await stale.visit("/dashboard");
    await pool.query("update auth.sessions set authenticated_at = $1 where user_id = $2", [
      fromNow(-minutes(11)),
      await idOf("alice"),
    ]);
    expect(await statusAndCode(await patch(stale, id, { isStaff: true }))).toEqual([403, "STEP_UP_REQUIRED"]);
    expect(await statusAndCode(await sendJson(stale, "DELETE", target))).toEqual([403, "STEP_UP_REQUIRED"]);
    expect((await stale.visit(target)).status).toBe(200);
    expect(await findUser(id)).toMatchObject({ isStaff: false, isActive: true });
    await pool.query("update auth.sessions set authenticated_at = $1", [fromNow(0)]);
  });
});
