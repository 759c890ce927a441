import { beforeEach, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { fromNow, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, goodPassword, registered, signsIn } from "./account.ts";
import { SESSION } from "./opened.ts";

const page = "/settings/password";
const next = "nine herons beside the lock";
const statusAndPlace = ({ status, headers }: Response) => [status, headers.get("Location")];
const change = (browser: Browser, more = {}) =>
  browser.submit(page, { currentPassword: goodPassword, password: next, ...more });
const isIn = async (browser: Browser) => (await browser.visit("/dashboard")).status === 200;

let person: Awaited<ReturnType<typeof registered>>;
let here: Browser;

/** The person at one more browser. */
async function signedInAt(more: Record<string, string> = {}, browser = newBrowser()): Promise<Browser> {
  const form = { identifier: person.username, password: person.password, ...more };
  if ((await browser.submit("/login", form)).status !== 303) throw new Error("nobody came in");
  await browser.visit("/dashboard");
  return browser;
}

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  person = await registered();
  here = await signedInAt();
});

describe("a new password", () => {
  it("PW17 SH-05 Z-01 signs out every other browser; this one stays, under a new cookie", async () => {
    const others = [await signedInAt(), await signedInAt({ remember: "on" }), await signedInAt()];
    const old = here.cookies.get(SESSION);
    expect(statusAndPlace(await change(here))).toEqual([303, `${page}?done=changed`]);
    expect(await (await here.visit(`${page}?done=changed`)).text()).toContain("Your password is changed");
    expect(here.cookies.get(SESSION)).not.toBe(old);
    expect(await Promise.all([here, ...others].map(isIn))).toEqual([true, false, false, false]);
    expect((await send("/dashboard", { headers: { Cookie: `${SESSION}=${old}` } })).status).toBe(303);
    expect((await signsIn(person)).status).toBe(401);
    expect((await signsIn({ ...person, password: next })).status).toBe(303);
  });

  it("SE-06 keeps the cookie as long as the person asked for when they signed in", async () => {
    const kept = await signedInAt({ remember: "on" });
    expect(cookieSet(await change(kept), SESSION)?.attributes.get("max-age")).toBe(String(24 * 3600));
    const again = await signedInAt({ password: next });
    const answer = await change(again, { currentPassword: next, password: goodPassword });
    expect(cookieSet(answer, SESSION)?.attributes.has("max-age")).toBe(false);
  });

  it("is told to the person, with a link for somebody who did not do that, which ends the session that did", async () => {
    await change(here);
    expect((await mailsTo(person.email)).filter(({ kind }) => kind === "password-changed")).toHaveLength(1);
    const { browser } = await followLink(await linkIn("password-changed", person.email));
    await browser.submit("/not-me", {});
    expect(await isIn(here)).toBe(false);
    expect((await mailsTo(person.email))[0]?.kind).toBe("reset-password");
  });

  it("PW16 needs the present one: without it, or with a wrong one, nothing changes", async () => {
    const there = await signedInAt();
    for (const currentPassword of ["", "a loud harbour at dusk", next]) {
      const answer = await change(here, { currentPassword });
      expect(answer.status).toBe(401);
      expect(await answer.text()).toContain("That is not your current password.");
    }
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    expect((await signsIn(person)).status).toBe(303);
  });

  it("PW16 cannot be guessed at here: after ten wrong tries even the right one is refused, and the sign-in page stays open", async () => {
    for (let i = 0; i < 10; i += 1) await change(here, { currentPassword: `guess number ${i} of many` });
    await pool.query("truncate auth.counters");
    const answer = await change(here);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await answer.text()).toContain("Too many attempts. Wait");
    expect((await signsIn(person)).status).toBe(303);
  });

  it("PW06 PW10 must be a good one; the page says what is wrong and sends no password back", async () => {
    const answer = await change(here, { password: "too short" });
    expect(answer.status).toBe(400);
    const shown = await answer.text();
    expect(shown).toContain("Use at least 15 characters.");
    expect(shown).not.toContain("too short");
    expect(shown).not.toContain(goodPassword);
    expect(await (await change(here, { password: `${person.username} and the sea` })).text()).toContain(
      "Leave out your names",
    );
    expect((await signsIn(person)).status).toBe(303);
  });

  it("PW20 is never taken from the address", async () => {
    const target = `${page}?currentPassword=${encodeURIComponent(goodPassword)}&password=${encodeURIComponent(next)}`;
    expect((await here.visit(target)).status).toBe(200);
    expect((await here.submit(target, {})).status).toBe(400);
    expect((await signsIn(person)).status).toBe(303);
  });

  it("is not set by a form that is not ours", async () => {
    expect((await change(here, { csrf: "" })).status).toBe(403);
    expect((await signsIn(person)).status).toBe(303);
  });

  it("SE21 asks first who is there when signing in was long ago, and no password is kept meanwhile", async () => {
    await pool.query("update auth.sessions set authenticated_at = $1", [fromNow(-minutes(11))]);
    const asked = "/confirm?redirectTo=%2Fsettings%2Fpassword";
    expect(statusAndPlace(await here.visit(page))).toEqual([303, asked]);
    expect(statusAndPlace(await here.submit(asked, { password: person.password }))).toEqual([303, page]);
    expect((await here.visit(page)).status).toBe(200);
    expect((await pool.query("select * from auth.held_forms")).rows).toEqual([]);
    expect((await change(here)).status).toBe(303);
  });

  it("of two changes at once from two browsers one counts, and the other browser is out", async () => {
    const there = await signedInAt();
    const answers = await Promise.all([change(here), change(there, { password: `${next} too` })]);
    const done = answers.map((answer) => answer.headers.get("Location") === `${page}?done=changed`);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await Promise.all([here, there].map(isIn))).toEqual(done);
  });
});
