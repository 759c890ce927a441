import { beforeAll, describe, expect, it } from "vitest";

import { randomTokenForm } from "#app/auth/secrets.server.ts";
import { makeSigner } from "#app/auth/signing.server.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { origin, send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { openedFor, SESSION } from "./opened.ts";

const sessionOf = ({ cookies }: Browser) => cookies.get(SESSION) ?? "";
const showing = (value: string) => ({ headers: { Cookie: `${SESSION}=${value}` } });
const signedWith = (secret: string, purpose = "session cookie") =>
  makeSigner([{ version: "1", secret }], purpose, randomTokenForm).sign("A".repeat(43));
const flipped = (text: string, at: number) => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);

let genuine = "";
beforeAll(async () => void (genuine = sessionOf(await openedFor("alice"))));

const forgeries: [name: string, forge: (value: string) => string][] = [
  ["nothing", () => ""],
  ["one character less", (value) => value.slice(0, -1)],
  ["one character more", (value) => `${value}A`],
  ["another token under the same signature", (value) => flipped(value, 20)],
  ["another salt", (value) => flipped(value, 4)],
  ["a flipped bit in the signature", (value) => flipped(value, value.length - 1)],
  ["no signature", (value) => value.split(".").slice(0, -1).join(".")],
  ["another version", (value) => `2${value.slice(1)}`],
  ["upper case", (value) => value.toUpperCase()],
  ["quotes around it", (value) => `"${value}"x`],
  ["the bare token", (value) => value.split(".")[2] ?? ""],
  ["SQL", () => "' OR '1'='1"],
  ["JSON", () => encodeURIComponent('{"userId":1}')],
  ["NUL", (value) => `${value}%00`],
  ["a broken escape", (value) => `${value}%`],
  ["eight thousand characters", () => "A".repeat(8_000)],
  ["an empty secret's signature", () => signedWith("")],
  ["a well-known secret's signature", () => signedWith("changeme")],
  [
    "our own signature made for another purpose",
    () => signedWith(process.env.SESSION_SIGNING_KEYS?.slice(2) ?? "", "device cookie"),
  ],
];

describe("a forged session cookie", () => {
  it.each(forgeries)("SE-05 SE09 CK01 with %s is nobody, is taken off, and costs no statement", async (_, forge) => {
    const value = forge(genuine);
    let answer = new Response();
    const statements = await statementsDuring(async () => void (answer = await send("/dashboard", showing(value))));
    expect(statements).toEqual([]);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe("/login?redirectTo=%2Fdashboard");
    expect(cookieSet(answer, SESSION)?.attributes.get("max-age")).toBe("0");
  });

  it("SE-05 leaves a public page open, without a statement either", async () => {
    let answer = new Response();
    const statements = await statementsDuring(async () => void (answer = await send("/", showing(`${genuine}A`))));
    expect([answer.status, statements]).toEqual([200, []]);
  });

  it("SE09 a genuine one among odd neighbours is still read", async () => {
    const header = `a; =; b==; ${SESSION}x=1; théme="; ${SESSION}=${genuine}; c=%E0%A4%A`;
    expect((await send("/dashboard", { headers: { Cookie: Buffer.from(header).toString("latin1") } })).status).toBe(
      200,
    );
  });

  it("CK01 a genuine signature opens nothing when no such session exists", async () => {
    const value = signedWith(process.env.SESSION_SIGNING_KEYS?.slice(2) ?? "");
    expect((await send("/dashboard", showing(value))).status).toBe(303);
  });
});

describe("the session cookie", () => {
  it("SE-06 SE11 is __Host-session: Secure, HttpOnly, SameSite=Lax, for the whole host and no other, and small", async () => {
    const answer = await newBrowser().submit("/login", { identifier: "alice", password: demoPassword });
    const set = cookieSet(answer, SESSION);
    expect(Object.fromEntries(set?.attributes ?? [])).toEqual({ path: "/", httponly: "", secure: "", samesite: "Lax" });
    expect(answer.headers.getSetCookie().every((header) => header.length < 4_096)).toBe(true);
    expect(answer.headers.getSetCookie().every((header) => !/domain=/i.test(header))).toBe(true);
  });

  it("SE-06 outlives the browser only for those who ask for that", async () => {
    const form = { identifier: "alice", password: demoPassword, remember: "on" };
    const set = cookieSet(await newBrowser().submit("/login", form), SESSION);
    expect(set?.attributes.get("max-age")).toBe(String(24 * 3600));
  });

  it.each([
    ["a bearer token", (value: string) => ({ headers: { Authorization: `Bearer ${value}` } })],
    ["a header of that name", (value: string) => ({ headers: { [SESSION]: value, "X-Session": value } })],
    ["a cookie without the prefix", (value: string) => ({ headers: { Cookie: `session=${value}` } })],
    ["a cookie in other case", (value: string) => ({ headers: { Cookie: `__host-session=${value}` } })],
  ])("SE12 is not accepted as %s", async (_, shown) => {
    expect((await send("/dashboard", shown(genuine))).status).toBe(303);
  });

  it("SE12 is not accepted in the address or in a form", async () => {
    expect((await send(`/dashboard?${SESSION}=${genuine}&session=${genuine}`)).status).toBe(303);
    const form = { [SESSION]: genuine, session: genuine, intent: "revoke-others" };
    expect((await newBrowser().submit("/settings/sessions", form)).status).toBe(303);
  });

  it("SE-13 goes first: a bearer token beside it changes nothing, and one alone is nobody", async () => {
    const Authorization = "Bearer some-token";
    const both = await send("/dashboard.data", { headers: { ...showing(genuine).headers, Authorization } });
    expect(await both.text()).toContain("alice@example.com");
    expect((await send("/dashboard.data", { headers: { Authorization } })).status).toBe(401);
  });

  it("SE01 one that was planted before signing in is never the one afterwards", async () => {
    const browser = newBrowser();
    browser.cookies.set(SESSION, genuine);
    await signedIn("bob", browser);
    expect(sessionOf(browser)).not.toBe(genuine);
    expect((await send("/dashboard", showing(genuine))).status).toBe(303);
    genuine = sessionOf(await openedFor("alice"));
  });

  it("HS-08 who it belongs to is asked before the rules and the action: bob's opens what bob may see, erin's does not", async () => {
    const [bob, erin] = await Promise.all([openedFor("bob"), openedFor("erin")]);
    expect([(await bob.visit("/projects/new")).status, (await erin.visit("/projects/new")).status]).toEqual([200, 403]);
    expect((await send("/settings/sessions", { form: { intent: "x" }, headers: { Origin: origin } })).status).toBe(303);
  });

  it("GD-18 is read on every page, guarded or not: the open start page knows alice, and knows when nobody is there", async () => {
    expect(await (await send("/_root.data", showing(genuine))).text()).toContain("alice@example.com");
    expect(await (await send("/_root.data")).text()).not.toContain("example.com");
  });
});
