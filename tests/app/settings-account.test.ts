import { beforeEach, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { travel } from "#tests/support/travel.ts";
import { eraseDueAccounts } from "#app/auth/erase-accounts.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { days, fromNow, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { registered, registers, signsIn } from "./account.ts";
import { cookiesOf, openedFor, SESSION } from "./opened.ts";

const page = "/settings/account";
const file = `${page}/data.json`;
const statusAndPlace = ({ status, headers }: Response) => [status, headers.get("Location")];
const isIn = async (browser: Browser) => (await browser.visit("/dashboard")).status === 200;
const closed = "/login?done=account-deleted";

let person: Awaited<ReturnType<typeof registered>>;
let here: Browser;

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  person = await registered();
  here = await openedFor(person.username);
  await here.visit("/dashboard");
});

const remove = (browser = here, username = person.username) => browser.submit(page, { username });

describe("deleting one's account", () => {
  it("AC13 signs out everywhere at once, says until when it can be kept, and tells by mail", async () => {
    const there = await openedFor(person.username);
    const old = here.cookies.get(SESSION);
    const answer = await remove();
    expect(statusAndPlace(answer)).toEqual([303, closed]);
    expect(cookieSet(answer, SESSION)?.attributes.get("max-age")).toBe("0");
    expect(await (await here.visit(closed)).text()).toContain("Sign in within 14 days");
    expect([await isIn(here), await isIn(there)]).toEqual([false, false]);
    expect((await send("/dashboard", { headers: { Cookie: `${SESSION}=${old}` } })).status).toBe(303);
    expect((await mailsTo(person.email))[0]?.kind).toBe("account-deleted");
  });

  it("AC13 is over for good after fourteen days: nobody signs in, and the address is free for a new and empty account", async () => {
    await remove();
    travel(days(15));
    await eraseDueAccounts();
    expect(await findByUsername(person.username)).toBeNull();
    expect((await signsIn(person)).status).toBe(401);
    await registers(person);
    expect(await findByUsername(person.username)).toMatchObject({ emailVerifiedAt: null, lastLogin: null });
  });

  it("AC13 keeps the audit rows, without the person's address or browser", async () => {
    const { id } = (await findByUsername(person.username)) ?? {};
    await signsIn(person, newBrowser("A browser that only this person has"));
    await remove();
    travel(days(15));
    await eraseDueAccounts();
    const rows = (text: string) => pool.query(text, [id]).then((result) => result.rows);
    expect((await rows("select 1 from auth.audit_events where actor_id = $1")).length).toBeGreaterThan(2);
    expect(await rows("select 1 from auth.audit_personal where user_id = $1")).toEqual([]);
    const left = await pool.query("select 1 from auth.audit_personal where user_agent like '%only this person%'");
    expect(left.rows).toEqual([]);
  });

  it("is taken back by signing in within that time, through the link in the mail too", async () => {
    await remove();
    expect(await linkIn("account-deleted", person.email)).toBe("/login");
    const back = newBrowser();
    expect((await signsIn(person, back)).status).toBe(303);
    expect(await findByUsername(person.username)).toMatchObject({ erasedAfter: null });
    expect(await (await back.visit("/settings/activity")).text()).toContain("Account kept by signing in");
  });

  it("leaves the person's projects where others find them, owned by nobody", async () => {
    const { id } = (await findByUsername(person.username)) ?? {};
    await pool.query("update projects set owner_id = $1 where name = 'Breakwater'", [id]);
    await remove();
    travel(days(15));
    await eraseDueAccounts();
    const list = await (await (await openedFor("carol")).visit("/projects")).text();
    expect(list).toMatch(/Breakwater.*Nobody/);
  });

  it("asks for the username; anything else deletes nothing, and the page says why", async () => {
    for (const username of ["", "alice", `${person.username} `.repeat(2)]) {
      const answer = await remove(here, username);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("That is not your username.");
    }
    expect(await findByUsername(person.username)).toMatchObject({ erasedAfter: null });
    expect((await remove(here, person.username.toUpperCase())).status).toBe(303);
  });

  it("AC13 SE21 asks first who is there when signing in was long ago: whoever finds an open browser deletes nothing", async () => {
    await pool.query("update auth.sessions set authenticated_at = $1", [fromNow(-minutes(11))]);
    expect((await here.visit(page)).headers.get("Location")).toBe("/confirm?redirectTo=%2Fsettings%2Faccount");
    expect((await remove()).headers.get("Location")).toMatch(/^\/confirm\?form=/);
    expect(await findByUsername(person.username)).toMatchObject({ erasedAfter: null });
  });

  it("CS01 is not done by a form that is not ours, nor to somebody else", async () => {
    expect((await here.submit(page, { username: person.username, csrf: "" })).status).toBe(403);
    const evil = { Cookie: cookiesOf(here), Origin: "https://evil.example" };
    expect((await send(page, { form: { username: person.username }, headers: evil })).status).toBe(403);
    await here.submit(page, { username: "bob", userId: "00000000-0000-7000-8001-000000000003" });
    const { rows } = await pool.query("select username from auth.users where erased_after is not null");
    expect(rows).not.toContainEqual({ username: person.username });
    expect(rows).not.toContainEqual({ username: "bob" });
  });

  it("is refused to the only superuser", async () => {
    const root = await openedFor("root");
    await root.visit("/dashboard");
    const answer = await remove(root, "root");
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("You are the only superuser.");
    expect(await isIn(root)).toBe(true);
  });

  it("UM-14 SE08 a session of somebody who is erased meanwhile is nobody's", async () => {
    await pool.query("update auth.users set erased_after = $1 where username = $2", [fromNow(-1), person.username]);
    expect(await isIn(here)).toBe(true);
    await eraseDueAccounts();
    expect((await here.visit("/dashboard")).headers.get("Location")).toContain("/login");
    expect((await here.visit(`${page}.data`)).status).toBe(401);
  });
});

describe("one's own data", () => {
  it("comes as a file: profile, roles, sessions, browsers, activity and projects", async () => {
    const bob = await openedFor("bob");
    const answer = await bob.visit(file);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="gatehouse-account.json"');
    expect(answer.headers.get("Cache-Control")).toContain("no-store");
    expect(await answer.json()).toMatchObject({
      profile: { username: "bob", email: "bob@example.com" },
      roles: ["editor"],
      sessions: [{ method: "password" }],
      projects: [{ name: "Lighthouse" }, { name: "Ferry" }],
    });
  });

  it("RX17 holds nothing of anybody else and nothing that opens a door", async () => {
    await openedFor("alice");
    const text = await (await here.visit(file)).text();
    const secrets = await pool.query(
      "select password_hash as secret from auth.users union select id from auth.sessions union select token_hash from auth.devices",
    );
    for (const { secret } of secrets.rows.filter((row: { secret: string | null }) => row.secret))
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/alice|@example\.com|8001-0000|argon2/);
  });

  it("is noted each time, in what the person sees too", async () => {
    await here.visit(file);
    expect(await (await here.visit("/settings/activity")).text()).toContain("Download of your data");
  });

  it("SE21 asks first who is there when signing in was long ago; a stranger gets nothing", async () => {
    await pool.query("update auth.sessions set authenticated_at = $1", [fromNow(-minutes(11))]);
    const asked = await here.visit(file);
    expect(asked.headers.get("Location")).toBe("/confirm?redirectTo=%2Fsettings%2Faccount%2Fdata.json");
    expect(await asked.text()).toBe("");
    expect((await newBrowser().visit(file)).headers.get("Location")).toContain("/login");
    expect((await send(file, { method: "POST", form: {} })).status).not.toBe(200);
  });

  it("leads the router of the browser, which cannot save files, to the page with the button", async () => {
    const answer = await here.visit(`${file}.data`);
    expect(answer.status).toBe(202);
    expect(await answer.text()).toContain(page);
  });

  it("is given ten times in a quarter of an hour", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await here.visit(file)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  });
});
