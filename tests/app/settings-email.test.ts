import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { findByEmail, findByUsername } from "#app/auth/users.server.ts";
import { fromNow, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, registered, registers, signsIn, somebodyNew } from "./account.ts";
import { openedFor } from "./opened.ts";

const page = "/settings/email";
const statusAndPlace = ({ status, headers }: Response) => [status, headers.get("Location")];
const kinds = async (address: string) => (await mailsTo(address)).map(({ kind }) => kind);
const isIn = async (browser: Browser) => (await browser.visit("/dashboard")).status === 200;

let person: Awaited<ReturnType<typeof registered>>;
let next: string;
let here: Browser;

const ask = (email = next, browser = here) => browser.submit(page, { email });

/** Opens the newest link of this kind that went to `address`, in a browser of its own, and presses its button. */
async function presses(kind: string, address: string): Promise<Response> {
  const { browser, page: shown } = await followLink(await linkIn(kind, address));
  const path = kind === "confirm-new-email" ? "/verify-email" : "/not-me";
  return shown.status === 200 ? browser.submit(path, { intent: "confirm" }) : shown;
}

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  person = await registered();
  next = `${person.username}@elsewhere.example`;
  here = await openedFor(person.username);
  await here.visit("/dashboard");
});

describe("another address", () => {
  it("AC07 comes into force once it is confirmed, and not before; the old one is told at each step", async () => {
    expect(statusAndPlace(await ask())).toEqual([303, `${page}?done=asked`]);
    expect(await (await here.visit(`${page}?done=asked`)).text()).toContain("A link is on its way to the new address.");
    expect(await findByUsername(person.username)).toMatchObject({ email: person.email });
    expect([await kinds(next), (await kinds(person.email))[0]]).toEqual([["confirm-new-email"], "email-changing"]);
    await presses("confirm-new-email", next);
    expect(await findByUsername(person.username)).toMatchObject({ email: next, emailVerifiedAt: expect.any(Date) });
    expect((await kinds(person.email))[0]).toBe("email-changed");
  });

  it("AC07 ends every session when it comes into force, and signs in from then on", async () => {
    const there = await openedFor(person.username);
    await ask();
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    await presses("confirm-new-email", next);
    expect([await isIn(here), await isIn(there)]).toEqual([false, false]);
    expect((await signsIn({ ...person, username: next })).status).toBe(303);
    expect((await signsIn({ ...person, username: person.email })).status).toBe(401);
  });

  it("AC07 can be stopped by the old address before, and taken back by it after", async () => {
    await ask();
    await presses("email-changing", person.email);
    expect(await isIn(here)).toBe(false);
    await presses("confirm-new-email", next);
    expect(await findByUsername(person.username)).toMatchObject({ email: person.email });
    here = await openedFor(person.username);
    await here.visit("/dashboard");
    await ask();
    await presses("confirm-new-email", next);
    await presses("email-changed", person.email);
    expect(await findByUsername(person.username)).toMatchObject({ email: person.email });
    expect((await kinds(person.email))[0]).toBe("reset-password");
  });

  it("AC07 AC11 is not confirmed by a look at the link", async () => {
    await ask();
    const link = await linkIn("confirm-new-email", next);
    for (let i = 0; i < 3; i += 1) expect((await followLink(link)).page.status).toBe(200);
    expect(await findByUsername(person.username)).toMatchObject({ email: person.email });
    await presses("confirm-new-email", next);
    expect(await findByUsername(person.username)).toMatchObject({ email: next });
  });

  it("PW04 C-17 is answered the same when somebody has it: only they are told, and nothing changes", async () => {
    const other = await registered();
    const [free, taken] = [await ask(), await ask(other.email.toUpperCase())];
    expect([statusAndPlace(taken), await taken.text()]).toEqual([statusAndPlace(free), await free.text()]);
    expect((await kinds(other.email))[0]).toBe("address-taken");
    expect((await kinds(person.email)).slice(0, 2)).toEqual(["email-changing", "email-changing"]);
    expect(await findByEmail(other.email)).toMatchObject({ username: other.username });
    // That an address is asked for stands nowhere on the page: only a free one could stand there.
    expect(await (await here.visit(page)).text()).not.toContain(next);
  });

  it("AC07 can be one that somebody has registered and never proven: their account gives way", async () => {
    await registers({ ...somebodyNew(), username: `squatter-${person.username}`, email: next });
    await ask();
    expect((await kinds(next))[0]).toBe("confirm-new-email");
    await presses("confirm-new-email", next);
    expect(await findByEmail(next)).toMatchObject({ username: person.username });
    expect(await findByUsername(`squatter-${person.username}`)).toBeNull();
  });

  it("is asked five times in an hour at most, whoever asks, and nobody is told that it was too often", async () => {
    const there = await openedFor((await registered()).username);
    await there.visit("/dashboard");
    const answers: Response[] = [];
    for (let i = 0; i < 8; i += 1) answers.push(await ask(next.toUpperCase(), i % 2 === 0 ? here : there));
    expect(answers.map(statusAndPlace)).toEqual(answers.map(() => [303, `${page}?done=asked`]));
    expect(await kinds(next.toUpperCase())).toEqual(Array.from({ length: 5 }, () => "confirm-new-email"));
  });

  it("goes to whoever proves it first, when two people ask for one", async () => {
    const other = await registered();
    const there = await openedFor(other.username);
    await there.visit("/dashboard");
    await ask();
    const first = await linkIn("confirm-new-email", next);
    await ask(next, there);
    await presses("confirm-new-email", next);
    const { browser } = await followLink(first);
    await browser.submit("/verify-email", { intent: "confirm" });
    expect(await findByEmail(next)).toMatchObject({ username: other.username });
    expect(await findByUsername(person.username)).toMatchObject({ email: person.email });
  });

  it.each([
    "",
    "no address",
    "a@b@c.example",
    "a@example.com, b@example.com",
    "Nora <nora@example.com>",
    "nora@x.example\r\nBcc: eve@x.example",
  ])("AC09 is one mailbox: %j is not, comes back as it was typed, and no mail goes out", async (email) => {
    const before = await pool.query("select count(*) from auth.mails");
    const answer = await ask(email);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Write one address");
    expect((await pool.query("select count(*) from auth.mails")).rows).toEqual(before.rows);
  });

  it("must be another one", async () => {
    const answer = await ask(person.email.toUpperCase());
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("That is your address already."),
    ]);
  });

  it("AC07 SE21 asks first who is there when signing in was long ago, and then goes on with what was typed", async () => {
    await pool.query("update auth.sessions set authenticated_at = $1", [fromNow(-minutes(11))]);
    const held = await ask();
    expect(held.headers.get("Location")).toMatch(/^\/confirm\?form=/);
    expect(await mailsTo(next)).toEqual([]);
    const confirmed = await here.submit(held.headers.get("Location") ?? "", { password: person.password });
    const goOn = confirmed.headers.get("Location") ?? "";
    await here.visit(goOn);
    const heldForm = new URL(goOn, "https://x.test").searchParams.get("form") ?? "";
    expect(statusAndPlace(await here.submit(page, { heldForm }))).toEqual([303, `${page}?done=asked`]);
    expect(await kinds(next)).toEqual(["confirm-new-email"]);
  });

  it("is not asked for by a form that is not ours, nor by somebody who is not signed in", async () => {
    expect((await here.submit(page, { email: next, csrf: "" })).status).toBe(403);
    expect((await newBrowser().submit(page, { email: next })).headers.get("Location")).toContain("/login");
    expect(await mailsTo(next)).toEqual([]);
  });

  it("is asked for ten times an hour at most: nobody's mailbox is filled from here", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await ask()).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429]);
  });
});
