import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { fromNow, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { openedFor, SESSION } from "./opened.ts";

const page = "/settings/email";
const change = { email: "alice.new@example.com" };
const asked = "/confirm?redirectTo=%2Fsettings%2Femail";
let alice: Browser;

const idOf = async (username: string) => (await findByUsername(username))?.id ?? "";

/** Everybody signed in this long ago. */
const signedInAgo = (age: number) => pool.query("update auth.sessions set authenticated_at = $1", [fromNow(-age)]);

/** How often alice has asked for another address. */
async function changes(): Promise<number> {
  const text = "select count(*) from auth.audit_events where event = 'email.change-asked' and actor_id = $1";
  return Number((await pool.query(text, [await idOf("alice")])).rows[0].count);
}

const heldCount = async () => Number((await pool.query("select count(*) from auth.held_forms")).rows[0].count);
const statusAndPlace = ({ status, headers }: Response) => [status, headers.get("Location")];
const placeOf = ({ headers }: Response) => headers.get("Location") ?? "";
const formIn = (place: string) => new URL(place, "https://x.test").searchParams.get("form") ?? "";
const confirm = (browser: Browser, place: string, password = demoPassword) => browser.submit(place, { password });

/** Posts the form too late, and confirms. Gives the id under which it waits, and the page that sends it on. */
async function holdAndConfirm(browser: Browser, form: Record<string, string> = change) {
  const place = placeOf(await browser.submit(page, form));
  const confirmed = await confirm(browser, place);
  const next = placeOf(confirmed);
  await browser.visit(next);
  return { id: formIn(place), next };
}

beforeEach(async () => {
  alice = await openedFor("alice");
  await alice.visit("/dashboard");
  await pool.query("delete from auth.held_forms");
  await pool.query("delete from auth.lockouts");
  await pool.query("delete from auth.counters");
});

describe("what asks for a fresh proof", () => {
  it("SE21 opens within ten minutes of signing in", async () => {
    const carol = await signedIn("carol");
    expect((await carol.visit(page)).status).toBe(200);
    await signedInAgo(minutes(9));
    expect((await carol.visit(page)).status).toBe(200);
  });

  it("SE21 leads to the page that asks, and back, once it is longer ago; other pages stay open", async () => {
    await signedInAgo(minutes(11));
    expect(statusAndPlace(await alice.visit(page))).toEqual([303, asked]);
    expect(statusAndPlace(await alice.visit(`${page}?from=mail`))).toEqual([303, `${asked}%3Ffrom%3Dmail`]);
    expect((await alice.visit("/dashboard")).status).toBe(200);
  });

  it("SE21 leads there from a click in the page as well, whichever loaders are named", async () => {
    await signedInAgo(minutes(11));
    for (const target of [`${page}.data`, `${page}.data?_routes=routes%2Fsettings%2Femail`]) {
      const answer = await alice.visit(target);
      expect(answer.status).toBe(202);
      expect(await answer.text()).toContain(asked);
    }
  });

  it("tells nobody who is not signed in that there would be something to confirm", async () => {
    expect(statusAndPlace(await newBrowser().visit(page))).toEqual([303, "/login?redirectTo=%2Fsettings%2Femail"]);
    expect(statusAndPlace(await newBrowser().visit(asked))[0]).toBe(303);
    expect((await send("/confirm.data")).status).toBe(401);
  });
});

describe("confirming", () => {
  it("SE02 SE21 Z-01 gives the session a new token, the old one is dead, and the page opens", async () => {
    await signedInAgo(minutes(11));
    const old = alice.cookies.get(SESSION);
    expect(await (await alice.visit(asked)).text()).toContain("Alice");
    expect(statusAndPlace(await confirm(alice, asked))).toEqual([303, page]);
    expect(alice.cookies.get(SESSION)).not.toBe(old);
    expect((await alice.visit(page)).status).toBe(200);
    const dead = { headers: { Cookie: `${SESSION}=${old}` } };
    expect((await send("/dashboard", dead)).status).toBe(303);
    const data = await send("/dashboard.data", dead);
    expect([data.status, challengeOf(data)]).toEqual([401, "Bearer"]);
  });

  it("SE21 counts for this browser alone", async () => {
    const other = await openedFor("alice");
    await signedInAgo(minutes(11));
    await confirm(alice, asked);
    expect([(await alice.visit(page)).status, (await other.visit(page)).status]).toEqual([200, 303]);
  });

  it("SE-06 keeps the cookie as long as the person asked for at the sign-in page", async () => {
    for (const [remember, maxAge] of [
      [true, String(24 * 3600)],
      [false, undefined],
    ] as const) {
      await pool.query("update auth.sessions set remember = $1", [remember]);
      const set = cookieSet(await confirm(alice, asked), SESSION);
      expect(set?.attributes.get("max-age")).toBe(maxAge);
    }
  });

  it("takes two clicks for one", async () => {
    await signedInAgo(minutes(11));
    const answers = await Promise.all([confirm(alice, asked), confirm(alice, asked)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect((await alice.visit(page)).status).toBe(200);
  });

  it("is an event, and so is a password that was wrong", async () => {
    await confirm(alice, asked, "not her pass phrase");
    await confirm(alice, asked);
    const text =
      "select outcome, reason, details from auth.audit_events where event = 'step-up' and actor_id = $1 order by sequence desc limit 2";
    expect((await pool.query(text, [await idOf("alice")])).rows).toEqual([
      { outcome: "done", reason: null, details: { by: "password" } },
      { outcome: "refused", reason: "wrong-password", details: {} },
    ]);
  });

  it.each(["", "not her pass phrase", `${demoPassword} `])(
    "says 401 on the same page to %j, and nothing changes",
    async (password) => {
      await signedInAgo(minutes(11));
      const cookie = alice.cookies.get(SESSION);
      const answer = await confirm(alice, asked, password);
      expect([answer.status, alice.cookies.get(SESSION)]).toEqual([401, cookie]);
      const text = await answer.text();
      expect(text).toContain("That is not your password.");
      // The form goes back to its own address, which still knows where to go on.
      expect(text).toContain('action="/confirm?redirectTo=%2Fsettings%2Femail"');
      expect(statusAndPlace(await alice.visit(page))).toEqual([303, asked]);
    },
  );

  it("LK-01 closes after ten wrong answers, for the right one too, and closes neither the sign-in page nor another person's", async () => {
    for (let i = 0; i < 10; i += 1) expect((await confirm(alice, asked, `guess ${i}`)).status).toBe(401);
    const answer = await confirm(alice, asked);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await answer.text()).toContain("Wait 15 minutes");
    expect((await confirm(await openedFor("bob"), "/confirm")).status).toBe(303);
    await signedIn("alice");
  });

  it.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/logout"])(
    "RX15 does not lead on to %s",
    async (target) => {
      const place = `/confirm?${new URLSearchParams({ redirectTo: target })}`;
      expect(statusAndPlace(await confirm(alice, place))).toEqual([303, "/dashboard"]);
    },
  );

  it("a click in the page gets its wrong password and its way on as data", async () => {
    const data = asked.replace("/confirm", "/confirm.data");
    const wrong = await confirm(alice, data, "not her pass phrase");
    expect([wrong.status, challengeOf(wrong)]).toEqual([401, null]);
    const right = await confirm(alice, data);
    expect([right.status, await right.text()]).toEqual([202, expect.stringContaining(page)]);
    expect(challengeOf(await send("/confirm.data"))).toBe("Bearer");
  });
});

describe("a form that comes too late", () => {
  beforeEach(() => signedInAgo(minutes(11)));

  it("SE21 is kept, has changed nothing yet, and arrives once the person has confirmed", async () => {
    const before = await changes();
    const place = placeOf(await alice.submit(page, change));
    expect(place).toBe(`/confirm?form=${formIn(place)}&redirectTo=%2Fsettings%2Femail`);
    expect(await (await alice.visit(place)).text()).toContain(page);
    const confirmed = await confirm(alice, place);
    expect([confirmed.status, await changes()]).toEqual([303, before]);
    const shown = await (await alice.visit(placeOf(confirmed))).text();
    expect(shown).toContain(`action="${page}"`);
    expect(shown).toContain(`value="${alice.cookies.get("__Host-XSRF-TOKEN")}"`);
    expect(shown).not.toContain(change.email);
    const arrived = await alice.submit(page, { heldForm: formIn(place) });
    expect([arrived.status, await changes()]).toEqual([303, before + 1]);
  });

  it("arrives once, however often and however fast it is sent on", async () => {
    const before = await changes();
    const { id, next } = await holdAndConfirm(alice);
    const answers = await Promise.all(Array.from({ length: 5 }, () => alice.submit(page, { heldForm: id })));
    expect(await changes()).toBe(before + 1);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(answers.filter((answer) => placeOf(answer) === page)).toHaveLength(4);
    expect(statusAndPlace(await alice.visit(next))).toEqual([303, page]);
  });

  it("looking at the page that sends it on does not use it up: a reload, a prefetch, a scanner", async () => {
    const { id, next } = await holdAndConfirm(alice);
    for (const target of [next, next.replace("/confirm", "/confirm.data")])
      expect((await alice.visit(target)).status).toBe(200);
    const before = await changes();
    await alice.submit(page, { heldForm: id });
    expect(await changes()).toBe(before + 1);
  });

  it("SE21 cannot be taken by another session of the same person, nor by somebody else", async () => {
    const { id } = await holdAndConfirm(alice);
    const before = await changes();
    for (const browser of [await openedFor("alice"), await openedFor("bob")]) {
      expect(statusAndPlace(await browser.submit(page, { heldForm: id }))).toEqual([303, page]);
      expect(statusAndPlace(await browser.visit(`/confirm?form=${id}&done`))).toEqual([303, "/dashboard"]);
    }
    expect([await changes(), await heldCount()]).toEqual([before, 1]);
    await alice.submit(page, { heldForm: id });
    expect(await changes()).toBe(before + 1);
  });

  it("SE21 goes on only from a session that is fresh: naming it earlier leads back to the question, and holds nothing twice", async () => {
    const place = placeOf(await alice.submit(page, change));
    expect(placeOf(await alice.submit(page, { heldForm: formIn(place) }))).toBe(place);
    await alice.visit(`${place}&done`);
    expect(await heldCount()).toBe(1);
  });

  it("is gone after ten minutes; the page says so and leads to the empty form", async () => {
    const place = placeOf(await alice.submit(page, change));
    await pool.query("update auth.held_forms set expires_at = $1", [fromNow(-1)]);
    expect(await (await alice.visit(place)).text()).toContain("could not be kept");
    const next = placeOf(await confirm(alice, place));
    expect(statusAndPlace(await alice.visit(next))).toEqual([303, page]);
    expect(statusAndPlace(await alice.submit(page, { heldForm: formIn(place) }))).toEqual([303, page]);
  });

  it("CS-02 SE21 is never kept without the token of this browser, or from another site", async () => {
    const forged = await alice.submit(page, { ...change, csrf: "1.AAAA" });
    const missing = await alice.visit(page, { form: change, headers: { Origin: "https://app.example.test" } });
    const foreign = await alice.submit(page, change, { headers: { Origin: "https://evil.example" } });
    expect([forged.status, missing.status, foreign.status, await heldCount()]).toEqual([403, 403, 403, 0]);
  });

  it("is not kept when it is larger than 32 KiB: the page says so", async () => {
    const place = placeOf(await alice.submit(page, { email: "x".repeat(33_000) }));
    expect([place, await heldCount()]).toEqual(["/confirm?form=&redirectTo=%2Fsettings%2Femail", 0]);
    expect(await (await alice.visit(place)).text()).toContain("could not be kept");
    expect(statusAndPlace(await confirm(alice, place))).toEqual([303, page]);
  });

  it("is kept for a click in the page as well", async () => {
    const answer = await alice.submit(`${page}.data`, change);
    expect([answer.status, await heldCount()]).toEqual([202, 1]);
    const [, id = ""] = /form=([\w-]{36})/.exec(await answer.text()) ?? [];
    await confirm(alice, `/confirm?form=${id}`);
    await alice.visit(`/confirm?form=${id}&done`);
    const before = await changes();
    expect((await alice.submit(`${page}.data`, { heldForm: id })).status).toBe(202);
    expect(await changes()).toBe(before + 1);
  });
});
