import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { actorOf } from "#tests/support/actors.ts";
import { invite } from "#app/auth/invitations.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, goodPassword, registered, registers, signsIn, somebodyNew } from "./account.ts";

let alice: Awaited<ReturnType<typeof actorOf>>;
let editor = "";
let viewer = "";

beforeAll(async () => {
  alice = await actorOf((await findByUsername("alice"))?.id ?? "");
  const { rows } = await pool.query("select id, name from auth.roles");
  const idOf = (name: string) => (rows as { id: string; name: string }[]).find((role) => role.name === name)?.id ?? "";
  [editor, viewer] = [idOf("editor"), idOf("viewer")];
});

const invites = (email: string, roleIds = [editor]) => invite(alice, { email, roleIds });
const rolesOf = async (email: string) => {
  const { rows } = await pool.query(
    `select r.name from auth.memberships m join auth.roles r on r.id = m.role_id
     join auth.users u on u.id = m.user_id where u.email = $1 order by 1`,
    [email],
  );
  return (rows as { name: string }[]).map(({ name }) => name);
};

beforeEach(() => pool.query("truncate auth.counters"));

describe("an invitation", () => {
  it("makes an account with the promised roles and a proven address, once", async () => {
    const { email, username } = somebodyNew();
    expect(await invites(email)).toEqual({ ok: true });
    const link = await linkIn("invitation", email);
    const { browser, page } = await followLink(link);
    expect(await page.text()).toContain(email);
    const answer = await browser.submit("/invitation", { username, password: goodPassword });
    expect(answer.headers.get("Location")).toBe("/login?done=verified");
    expect(await rolesOf(email)).toEqual(["editor"]);
    expect((await signsIn({ username, password: goodPassword }, browser)).status).toBe(303);
    expect((await browser.visit("/dashboard")).status).toBe(200);
    const again = await followLink(link);
    expect(await again.page.text()).toContain("does not work any more");
  });

  it("AC06 comes again to whoever asks for an account with the address, so that no stranger's password opens its roles", async () => {
    const nora = somebodyNew();
    await invites(nora.email);
    const { answer } = await registers(nora);
    expect(answer.headers.get("Location")).toBe("/register?sent=");
    expect((await mailsTo(nora.email)).map(({ kind }) => kind)).toEqual(["invitation", "invitation"]);
    const { browser } = await followLink(await linkIn("invitation", nora.email));
    await browser.submit("/invitation", { username: nora.username, password: "another long pass phrase" });
    expect((await signsIn(nora)).status).toBe(401);
    expect(await rolesOf(nora.email)).toEqual(["editor"]);
  });

  it("AC06 makes an account give way that only claims the address", async () => {
    const nora = somebodyNew();
    const { browser } = await registers(nora);
    const claimed = await linkIn("verify-email", nora.email);
    expect(await invites(nora.email)).toEqual({ ok: true });
    await followLink(claimed, browser);
    expect((await browser.submit("/verify-email", { intent: "confirm" })).status).toBe(200);
    expect((await signsIn(nora)).status).toBe(401);
    expect(await rolesOf(nora.email)).toEqual([]);
  });

  it("AC06 AC07 comes again instead of a link that would make the address another account's", async () => {
    const mallory = await registered();
    const nora = somebodyNew();
    await invites(nora.email);
    const browser = newBrowser();
    await signsIn(mallory, browser);
    await browser.visit("/settings/email");
    await browser.submit("/settings/email", { email: nora.email });
    expect((await mailsTo(nora.email)).map(({ kind }) => kind)).toEqual(["invitation", "invitation"]);
  });

  it("is sent again five times in an hour at most, however often somebody asks", async () => {
    const nora = somebodyNew();
    await invites(nora.email);
    for (let i = 0; i < 7; i++) await registers({ ...nora, username: `${nora.username}${i}` });
    expect(await mailsTo(nora.email)).toHaveLength(6);
  });

  it("is replaced by the next one to the same address, and over after a week", async () => {
    const { email, username } = somebodyNew();
    await invites(email);
    const old = await linkIn("invitation", email);
    await invites(email.toUpperCase(), [viewer]);
    expect(await (await followLink(old)).page.text()).toContain("does not work any more");
    await pool.query("update auth.invitations set expires_at = created_at where canonical_email = $1", [email]);
    const { browser } = await followLink(await linkIn("invitation", email.toUpperCase()));
    expect((await browser.submit("/invitation", { username, password: goodPassword })).status).toBe(400);
    expect(await rolesOf(email)).toEqual([]);
  });

  it("makes one account of ten uses at once, and refuses a taken name and a bad password in their place", async () => {
    const { email, username } = somebodyNew();
    await invites(email);
    const link = await linkIn("invitation", email);
    const { browser } = await followLink(link);
    expect((await browser.submit("/invitation", { username: "alice", password: goodPassword })).status).toBe(409);
    expect((await browser.submit("/invitation", { username, password: "short" })).status).toBe(400);
    const browsers = await Promise.all(Array.from({ length: 10 }, async () => (await followLink(link)).browser));
    const answers = await Promise.all(
      browsers.map((one, i) => one.submit("/invitation", { username: `${username}x${i}`, password: goodPassword })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toHaveLength(0);
  });

  it("AZ08 promises nothing any more once whoever invited may not hand it out", async () => {
    const { email, username } = somebodyNew();
    await invites(email);
    const { browser } = await followLink(await linkIn("invitation", email));
    await pool.query("update auth.users set is_active = false where username = 'alice'");
    const answer = await browser.submit("/invitation", { username, password: goodPassword });
    await pool.query("update auth.users set is_active = true where username = 'alice'");
    expect(answer.status).toBe(303);
    expect(await rolesOf(email)).toEqual([]);
  });

  it("AZ08 promises nothing any more once whoever invited is no administrator, though they keep the role itself", async () => {
    const { email, username } = somebodyNew();
    await invites(email);
    const { browser } = await followLink(await linkIn("invitation", email));
    const [{ user_id: inviter }] = (
      await pool.query("update auth.memberships set role_id = $1 where user_id = $2 returning user_id", [
        editor,
        alice.principal.userId,
      ])
    ).rows;
    const answer = await browser.submit("/invitation", { username, password: goodPassword });
    await pool.query(
      "update auth.memberships set role_id = (select id from auth.roles where name = 'admin') where user_id = $1",
      [inviter],
    );
    expect(answer.status).toBe(303);
    expect(await rolesOf(email)).toEqual([]);
  });

  it("goes to nobody who has an account, and to one address only", async () => {
    const person = await registered();
    expect(await invites(person.email)).toEqual({ ok: false, reason: "has-account" });
    expect(await invites("a@example.org, b@example.org")).toEqual({ ok: false, reason: "malformed" });
  });
});

describe("this was not me", () => {
  it("AC07 ends every session and sends a link for a new password", async () => {
    const person = await registered();
    const thief = newBrowser("A browser nobody has seen");
    await signsIn(person, thief);
    await followLink("/forgot-password");
    const { rows } = await pool.query("select id, password_hash, email from auth.users where email = $1", [
      person.email,
    ]);
    const { createOneTimeToken } = await import("#app/auth/one-time-tokens.server.ts");
    const { db } = await import("#app/db/client.server.ts");
    const user = { id: rows[0].id, passwordHash: rows[0].password_hash };
    const token = await createOneTimeToken(db, "not-me", user, person.email);
    const { browser, page } = await followLink(`/not-me?token=${token}`);
    expect(page.status).toBe(200);
    expect((await thief.visit("/dashboard")).status).toBe(200);
    expect((await browser.submit("/not-me", {})).headers.get("Location")).toBe("/not-me?done=");
    expect((await thief.visit("/dashboard")).headers.get("Location")).toContain("/login");
    expect((await mailsTo(person.email)).map(({ kind }) => kind)).toContain("reset-password");
    const again = await followLink(`/not-me?token=${token}`);
    expect(await again.page.text()).toContain("does not work any more");
  });
});
