import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import inputs from "#tests/attacks/data/text-inputs.json";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, somebodyNew } from "./account.ts";
import { eventsAbout, helperWith, idOf, newRole, plainPerson, roleIdOf } from "./administrators.ts";
import { openedFor } from "./opened.ts";

let alice: Browser;
beforeAll(async () => void (alice = await openedFor("alice")));
beforeEach(() => pool.query("truncate auth.counters"));

const look = async (query: string) => {
  const answer = await alice.visit(`/admin/users${query}`);
  return { status: answer.status, text: (await answer.text()).replaceAll("<!-- -->", "") };
};
const invitePage = "/admin/users/invite";

describe("the list of users", () => {
  it("shows everybody with their standing, and finds by name, state and role", async () => {
    const { text } = await look("");
    for (const words of ["Alice Admin", "bob@example.com", "disabled", "superuser", "Users, newest first"])
      expect(text).toContain(words);
    expect((await look("?q=BO")).text).toContain("bob@example.com");
    expect((await look("?q=BO")).text).not.toContain("carol@example.com");
    expect((await look("?state=disabled&role=editor")).text).toContain("dave@example.com");
    expect((await look("?state=disabled&role=editor")).text).not.toContain("bob@example.com");
    expect((await look("?q=nobody-is-called-that")).text).toContain("Nobody found");
  });

  it("AZ33 AZ24 takes odd text for text, sorts by nothing that somebody names, and stores no harm", async () => {
    for (const value of inputs.values.map((one) => one.replace(/\p{Surrogate}/gu, "?"))) {
      const named = encodeURIComponent(value);
      for (const query of [`?q=${named}`, `?role=${named}`, `?before=${named}`, `?state=${named}`, `?sort=${named}`]) {
        const { status, text } = await look(query.slice(0, 4_000));
        expect(status, query).toBeLessThan(500);
        expect(text).not.toMatch(/<script>alert\(1\)|<img src=x/);
      }
    }
    expect((await look("?q=%00")).status).toBe(400);
    for (const query of ["?q=%25", "?q=_ob", "?q=%5C", "?q=' OR '1'='1"])
      expect((await look(encodeURI(decodeURI(query)))).text).not.toContain("bob@example.com");
    expect((await look("?orderBy=password_hash;drop")).status).toBe(200);
  }, 120_000);

  it("AZ28 leads a stranger to sign in", async () => {
    expect((await newBrowser().visit("/admin/users?q=bob")).headers.get("Location")).toMatch(/^\/login\?redirectTo=/);
    expect((await newBrowser().visit("/admin/users.data")).status).toBe(401);
  });
});

describe("inviting", () => {
  const invites = (email: string, role: string, by = alice) => by.submit(invitePage, { intent: "invite", email, role });

  it("sends a mail whose link makes an account with the chosen roles, lists it until then, and takes it back", async () => {
    const { email } = somebodyNew();
    const answer = await invites(email, await roleIdOf("editor"));
    expect(answer.headers.get("Location")).toBe("/admin/users/invite?done=sent");
    const page = await (await alice.visit(invitePage)).text();
    expect(page).toContain(email);
    const { rows } = await pool.query("select id from auth.invitations where email = $1", [email]);
    const withdrawn = await alice.submit(invitePage, { intent: "withdraw", id: rows[0].id });
    expect(withdrawn.headers.get("Location")).toBe("/admin/users/invite?done=withdrawn");
    expect(await eventsAbout(rows[0].id)).toEqual(["invitation.withdrawn done", "invitation.sent done"]);
    expect(await (await followLink(await linkIn("invitation", email))).page.text()).toContain("does not work any more");
    for (const id of [rows[0].id, "nothing", "' or true --"])
      expect((await alice.submit(invitePage, { intent: "withdraw", id })).status).toBe(303);
  });

  it("AZ08 promises no role that holds more than the inviter does, whatever the form says", async () => {
    const helper = await helperWith("host", ["admin:users", "project:read"]);
    const { email } = somebodyNew();
    const [admin, guest] = [await roleIdOf("admin"), await newRole("guest", ["project:read"])];
    const page = await (await helper.visit(invitePage)).text();
    expect([page.includes(admin), page.includes(guest)]).toEqual([false, true]);
    expect((await invites(email, admin, helper)).status).toBe(403);
    expect((await invites(email, "nothing", helper)).status).toBe(400);
    expect(await mailsTo(email)).toEqual([]);
    expect((await invites(email, guest, helper)).status).toBe(303);
  });

  it("says beside the field what is wrong with an address, and keeps what was typed", async () => {
    const viewer = await roleIdOf("viewer");
    const bad = await invites("a@example.org, b@example.org", viewer);
    const text = await bad.text();
    expect([bad.status, text.includes("Write one address"), text.includes("a@example.org, b@example.org")]).toEqual([
      400,
      true,
      true,
    ]);
    const taken = await invites("bob@example.com", viewer);
    expect([taken.status, (await taken.text()).includes("has an account already")]).toEqual([409, true]);
  });
});

describe("all sessions", () => {
  const sessionsOf = async (person: string) =>
    (await alice.visit(`/admin/sessions?person=${encodeURIComponent(person)}`)).text();

  it("SE07 are found by person and ended one by one or all at once, at the next request", async () => {
    const { id, browser } = await plainPerson("sailor");
    const other = await openedFor("sailor");
    expect(await sessionsOf("SAILOR@example.com")).toContain("sailor");
    const { rows } = await pool.query("select id from auth.sessions where user_id = $1 order by created_at, id", [id]);
    const [one] = rows;
    const ended = await alice.submit("/admin/sessions", { intent: "end", user: id, session: one.id });
    expect(ended.headers.get("Location")).toBe("/admin/sessions?done=end");
    const left = [(await browser.visit("/dashboard")).status, (await other.visit("/dashboard")).status];
    expect(left.toSorted()).toEqual([200, 303]);
    const all = await alice.submit("/admin/sessions", { intent: "end-all", user: id, from: "person" });
    expect(all.headers.get("Location")).toBe(`/admin/users/${id}?done=end-all`);
    expect((await other.visit("/dashboard")).status).toBe(303);
    expect(await sessionsOf("sailor")).toContain("No sessions");
  });

  it("AZ07 a superuser's are ended by a superuser, one's own elsewhere, and nobody's by a wrong pair of ids", async () => {
    await openedFor("root");
    const [rootId, aliceId] = [await idOf("root"), await idOf("alice")];
    const rootSession = (await pool.query("select id from auth.sessions where user_id = $1", [rootId])).rows[0].id;
    const end = (user: string) => alice.submit("/admin/sessions", { intent: "end", user, session: rootSession });
    expect((await end(rootId)).status).toBe(403);
    await end(await idOf("bob"));
    expect((await pool.query("select 1 from auth.sessions where id = $1", [rootSession])).rows).toHaveLength(1);
    expect((await alice.submit("/admin/sessions", { intent: "end-all", user: aliceId })).status).toBe(409);
    expect((await alice.submit("/admin/sessions", { intent: "end-all", user: "nothing" })).status).toBe(404);
  });

  it("come fifty at a time, and every one of them once", async () => {
    await pool.query(`
      insert into auth.sessions (id, user_id, method, auth_hash, address, user_agent, created_at, authenticated_at,
        last_seen_at, expires_at, absolute_expires_at)
      select encode(sha256(n::text::bytea), 'hex'), (select id from auth.users where username = 'erin'), 'password', '',
        '203.0.113.' || n, 'A test', date_trunc('milliseconds', now()) - n / 10 * interval '1 second', now(), now(), now() + interval '1 hour', now() + interval '1 hour'
      from generate_series(1, 120) n`);
    const seen: string[] = [];
    let next: string | undefined = "/admin/sessions?person=erin";
    for (let pages = 0; next && pages < 9; pages += 1) {
      const text: string = await (await alice.visit(next)).text();
      seen.push(...[...text.matchAll(/name="session" value="([0-9a-f]{64})"/g)].map((match) => match[1] ?? ""));
      next = /href="([^"]*before=[^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  });
});
