import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { travel } from "#tests/support/travel.ts";
import { days } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { apiKeysBesides } from "#app/features/api-keys/besides.server.ts";
import { idOf, sendJson } from "../administrators.ts";
import { addVerified, openedFor } from "../opened.ts";
import { keyOf, type Made } from "./made-keys.ts";

type Page = { items: Made[]; nextCursor: string | null };

let count = 0;
let username: string;
let browser: Browser;
beforeAll(() => pool.query("truncate auth.counters"));
beforeEach(async () => {
  username = `keeper${(count += 1)}`;
  await addVerified(username);
  browser = await openedFor(username, newBrowser());
});

const rotate = (id: string, graceMinutes: number) =>
  sendJson(browser, "POST", "/api/keys/rotate", { id, graceMinutes });
const pageAt = async (search: string) => (await (await browser.visit(`/api/keys${search}`)).json()) as Page;
const isKept = async ({ id }: Made) =>
  (await pool.query("select 1 from auth.api_keys where id = $1", [id])).rows.length === 1;

describe("the list of keys", () => {
  it("goes on where the page before ended, newest first, and ends", async () => {
    const made = [await keyOf(browser), await keyOf(browser), await keyOf(browser)];
    const first = await pageAt("?limit=2");
    const second = await pageAt(`?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
    expect(second.nextCursor).toBeNull();
    expect(Object.keys(first.items[0] ?? {}).toSorted()).toEqual(
      ["id", "name", "prefix", "scopes", "expiresAt", "lastUsedAt", "createdAt"].toSorted(),
    );
  });

  it.each(["limit=0", "limit=101", "cursor=x", "owner=alice"])("takes no %s", async (search) => {
    expect((await browser.visit(`/api/keys?${search}`)).status).toBe(400);
  });
});

describe("how many keys somebody has", () => {
  it("AK-17 is never more than fifty, by replacing with a grace either; without one there is always room", async () => {
    const { id } = await keyOf(browser);
    await pool.query(
      `insert into auth.api_keys (id, user_id, name, key_hash, prefix, created_at, updated_at)
       select gen_random_uuid(), user_id, name, $2 || n, prefix, created_at, updated_at
       from auth.api_keys, generate_series(2, 50) n where user_id = $1`,
      [await idOf(username), username],
    );
    expect((await rotate(id, 60)).status).toBe(409);
    expect((await rotate(id, 0)).status).toBe(201);
  });
});

describe("keys that ended", () => {
  it("are deleted ninety days later, and no living one with them", async () => {
    const [revoked, expired, living] = [
      await keyOf(browser),
      await keyOf(browser, [], { expiresInDays: 1 }),
      await keyOf(browser),
    ];
    await sendJson(browser, "DELETE", `/api/keys/${revoked.id}`);
    const [tidyUp] = Object.values(apiKeysBesides.chores);
    travel(days(89));
    await tidyUp?.();
    expect([await isKept(revoked), await isKept(expired), await isKept(living)]).toEqual([true, true, true]);
    travel(days(2.5));
    await tidyUp?.();
    expect([await isKept(revoked), await isKept(expired), await isKept(living)]).toEqual([false, false, true]);
  });
});

describe("what is told of a key", () => {
  it("AK12 is in the audit log by its id: made, replaced, revoked", async () => {
    const { id } = await keyOf(browser);
    const next = (await (await rotate(id, 0)).json()) as Made;
    await sendJson(browser, "DELETE", `/api/keys/${next.id}`);
    const { rows } = await pool.query(
      "select event, details from auth.audit_events where actor_id = $1 and event like 'api-key.%' order by id",
      [await idOf(username)],
    );
    expect(rows).toEqual([
      { event: "api-key.created", details: { key: id } },
      { event: "api-key.rotated", details: { key: next.id, before: id } },
      { event: "api-key.revoked", details: { key: next.id } },
    ]);
  });

  it("AK12 goes to its owner by mail, made or replaced, with how it begins", async () => {
    const first = await keyOf(browser);
    const next = (await (await rotate(first.id, 0)).json()) as Made;
    const mails = (await mailsTo(`${username}@example.com`)).filter(({ kind }) => kind === "api-key-made");
    expect(mails.map(({ text }) => [next, first].findIndex(({ prefix }) => text.includes(prefix)))).toEqual([0, 1]);
    expect(mails.every(({ link }) => link.includes("/not-me"))).toBe(true);
  });

  it("AK12 AC09 goes to its owner without what it is called: a thief would write an address there", async () => {
    await keyOf(browser, [], { name: "Was this you? https://elsewhere.example/undo" });
    const [mail] = await mailsTo(`${username}@example.com`);
    expect(mail?.kind).toBe("api-key-made");
    expect(JSON.stringify(mail)).not.toContain("elsewhere.example");
  });

  it("AK12 its owner takes along with their data, and neither the key nor its hash", async () => {
    const { key, ...told } = await keyOf(browser, [], { name: "Taken along" });
    const data = JSON.stringify(await apiKeysBesides.ownData?.(await idOf(username)));
    expect(data).toContain(told.name);
    expect(data).not.toContain(key.slice(told.prefix.length));
    const { rows } = await pool.query("select key_hash from auth.api_keys where id = $1", [told.id]);
    expect(data).not.toContain(rows[0].key_hash);
  });
});
