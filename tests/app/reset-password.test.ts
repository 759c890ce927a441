import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, registered, signsIn } from "./account.ts";

const newPassword = "nine herons beside the lock";
const ask = (email: string) => newBrowser().submit("/forgot-password", { email });

async function resetLink(email: string): Promise<string> {
  await ask(email);
  return linkIn("reset-password", email);
}

beforeEach(() => pool.query("truncate auth.counters"));

describe("a forgotten password", () => {
  it("RM-02 is replaced through a link; every session ends, the old password is gone, and the person is told", async () => {
    const person = await registered();
    const elsewhere = newBrowser();
    await signsIn(person, elsewhere);
    expect((await elsewhere.visit("/dashboard")).status).toBe(200);
    const { browser, page } = await followLink(await resetLink(person.email));
    expect(await page.text()).toContain("Choose a new password");
    const done = await browser.submit("/reset-password", { password: newPassword });
    expect([done.status, done.headers.get("Location")]).toEqual([303, "/login?done=password-reset"]);
    expect((await elsewhere.visit("/dashboard")).headers.get("Location")).toContain("/login");
    expect((await signsIn(person)).status).toBe(401);
    expect((await signsIn({ ...person, password: newPassword })).status).toBe(303);
    expect((await mailsTo(person.email)).map(({ kind }) => kind)).toContain("password-changed");
  });

  it("PW05 is answered the same for an address without an account, and mail goes only to one that has", async () => {
    const person = await registered();
    const [known, unknown] = [await ask(person.email), await ask("nobody-at-all@example.org")];
    const seen = async (answer: Response) => [answer.status, answer.headers.get("Location"), await answer.text()];
    expect(await seen(known)).toEqual(await seen(unknown));
    expect(await mailsTo("nobody-at-all@example.org")).toEqual([]);
    expect((await mailsTo(person.email)).map(({ kind }) => kind)).toContain("reset-password");
    expect((await ask("not an address")).status).toBe(400);
  });

  it("PW05 asks the database just as often for an address without an account as for one that has one", async () => {
    const { email } = await registered();
    const [known, unknown] = [await statementsDuring(() => ask(email)), await statementsDuring(() => ask(`x${email}`))];
    expect(known.length).toBeGreaterThan(5);
    expect(unknown).toHaveLength(known.length);
  });

  it("sends five mails to one mailbox in an hour at most, however often it is asked for", async () => {
    const person = await registered();
    for (let i = 0; i < 8; i += 1) expect((await ask(person.email)).status).toBe(303);
    const resets = (await mailsTo(person.email)).filter(({ kind }) => kind === "reset-password");
    expect(resets).toHaveLength(5);
  });

  it("AC01 has a token of 256 random bits, of which the database keeps a hash, for half an hour", async () => {
    const person = await registered();
    const token = (await resetLink(person.email)).split("=")[1] ?? "";
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const { rows } = await pool.query("select * from auth.one_time_tokens where email = $1", [person.email]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows[0].expires_at - rows[0].created_at).toBeLessThanOrEqual(30 * 60 * 1_000);
    await pool.query("update auth.one_time_tokens set expires_at = created_at where email = $1", [person.email]);
    const { page } = await followLink(`/reset-password?token=${token}`);
    expect(await page.text()).toContain("does not work any more");
  });

  it("AC02 takes the newest link alone, once, and none from before another change of the password", async () => {
    const person = await registered();
    const first = await resetLink(person.email);
    const second = await resetLink(person.email);
    const old = await followLink(first);
    expect((await old.browser.submit("/reset-password", { password: newPassword })).status).toBe(400);
    await pool.query("update auth.users set password_hash = password_hash || 'x' where email = $1", [person.email]);
    const changed = await followLink(second);
    expect((await changed.browser.submit("/reset-password", { password: newPassword })).status).toBe(400);
  });

  it("AC02 leaves one link when several are asked for at the same moment", async () => {
    const person = await registered();
    await Promise.all(Array.from({ length: 5 }, () => ask(person.email)));
    const asked = "select 1 from auth.one_time_tokens where email = $1 and purpose = 'reset-password'";
    expect((await pool.query(asked, [person.email])).rows).toHaveLength(1);
  });

  it("AC02 lets one of ten uses at once win", async () => {
    const person = await registered();
    const link = await resetLink(person.email);
    const browsers = await Promise.all(Array.from({ length: 10 }, async () => (await followLink(link)).browser));
    const answers = await Promise.all(browsers.map((one) => one.submit("/reset-password", { password: newPassword })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(0);
  });

  it("PP-01 holds a new password to the policy, and keeps the link when it fails", async () => {
    const person = await registered();
    const { browser } = await followLink(await resetLink(person.email));
    for (const password of ["short", "passwordpassword", `${person.username} and some more words`, "x".repeat(2_000)]) {
      const answer = await browser.submit("/reset-password", { password });
      expect(answer.status).toBe(400);
    }
    expect((await browser.submit("/reset-password", { password: newPassword })).status).toBe(303);
  });

  it("lifts the lock-out: the link proves who it is", async () => {
    const person = await registered();
    for (let i = 0; i < 11; i += 1) await signsIn({ ...person, password: "wrong wrong wrong wrong" });
    expect((await signsIn(person)).status).toBe(429);
    const { browser } = await followLink(await resetLink(person.email));
    await browser.submit("/reset-password", { password: newPassword });
    expect((await signsIn({ ...person, password: newPassword })).status).toBe(303);
  });

  it("lifts it in the person's own browsers too, which have tries of their own, and at the page that asks who they are", async () => {
    const person = await registered();
    const own = newBrowser();
    await signsIn(person, own);
    await own.visit("/dashboard");
    for (let i = 0; i < 11; i += 1) await own.submit("/confirm", { password: "wrong wrong wrong wrong" });
    await own.submit("/logout", {});
    await own.visit("/login");
    for (let i = 0; i < 11; i += 1) await signsIn({ ...person, password: "wrong wrong wrong wrong" }, own);
    expect((await signsIn(person, own)).status).toBe(429);
    await followLink(await resetLink(person.email), own);
    await own.submit("/reset-password", { password: newPassword });
    expect((await signsIn({ ...person, password: newPassword }, own)).status).toBe(303);
    await own.visit("/dashboard");
    expect((await own.submit("/confirm", { password: newPassword })).status).toBe(303);
  });

  it("makes a stranger of every browser that had signed in before: one of them may be a thief's", async () => {
    const person = await registered();
    const thief = newBrowser("A browser nobody has seen");
    await signsIn(person, thief);
    const { browser } = await followLink(await resetLink(person.email));
    await browser.submit("/reset-password", { password: newPassword });
    await signsIn({ ...person, password: newPassword }, browser);
    const told = (await mailsTo(person.email)).length;
    await thief.visit("/login");
    expect((await signsIn({ ...person, password: newPassword }, thief)).status).toBe(303);
    const news = await mailsTo(person.email);
    expect([news.length - told, news[0]?.kind]).toEqual([1, "new-device"]);
  });

  it("opens nothing by itself: the page of a link signs nobody in, and forged ones lead nowhere", async () => {
    const person = await registered();
    const { browser } = await followLink(await resetLink(person.email));
    expect((await browser.visit("/dashboard")).headers.get("Location")).toContain("/login");
    for (const token of ["A".repeat(43), "", "x", "'; drop table users; --", "%00"]) {
      const { page } = await followLink(`/reset-password?token=${encodeURIComponent(token)}`);
      expect([200, 400]).toContain(page.status);
      expect(await page.text()).not.toContain('name="password"');
    }
  });
});
