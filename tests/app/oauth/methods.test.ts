import { beforeEach, describe, expect, it } from "vitest";

import { backFrom, leave, newBrowser, provider, through } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";

const { pool } = await import("#app/db/client.server.ts");
const { signedIn } = await import("#tests/support/people.ts");

const PAGE = "/settings/sign-in-methods";
const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;
const linksOf = (username: string): Promise<{ id: string }[]> =>
  rows(
    "select i.id from auth.identities i join auth.users u on u.id = i.user_id where u.username = $1 order by i.id",
    username,
  );
const submit = (browser: Browser, intent: string, id: string) => browser.submit(PAGE, { intent, id });

/** The way from the settings to the provider and back: the address that asks whether to connect it. */
async function toConnect(browser: Browser, person: string, name = "lab"): Promise<string> {
  const answer = await through(browser, person, `/auth/${name}/login?purpose=connect&redirectTo=${PAGE}`);
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}
const heldIn = (address: string) => new URLSearchParams(address.split("?")[1]).get("connect") ?? "";

beforeEach(async () => {
  await pool.query("truncate auth.counters");
  await pool.query("delete from auth.identities");
});

describe("connecting a provider in the settings", () => {
  it("is offered, asks whose account there it is, and connects it when the person says so", async () => {
    const erin = await signedIn("erin");
    const offered = await (await erin.visit(PAGE)).text();
    expect(offered).toContain(`href="/auth/lab/login?purpose=connect&amp;redirectTo=%2Fsettings%2Fsign-in-methods"`);
    const address = await toConnect(erin, "nina");
    expect(await linksOf("erin")).toEqual([]); // coming back alone connects nothing
    const asked = await (await erin.visit(address)).text();
    expect(asked).toContain("Connect Lab?");
    expect(asked).toContain("nina@example.com");
    expect((await submit(erin, "connect", heldIn(address))).headers.get("location")).toBe(`${PAGE}?done=connected`);
    expect(await (await erin.visit(PAGE)).text()).toContain("nina@example.com");
    const elsewhere = newBrowser();
    await through(elsewhere, "nina");
    expect(await (await elsewhere.visit("/api/auth/me")).json()).toMatchObject({ username: "erin" });
  });

  it("leaves what is another person's with them", async () => {
    await through(newBrowser(), "bob");
    const erin = await signedIn("erin");
    const refused = await submit(erin, "connect", heldIn(await toConnect(erin, "bob")));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("connected to another account already");
    expect(await linksOf("erin")).toEqual([]);
  });

  it("connects nothing twice, nothing of another browser, and nothing that is no id", async () => {
    const [erin, carol] = [await signedIn("erin"), await signedIn("carol")];
    const id = heldIn(await toConnect(erin, "nina"));
    await carol.visit(PAGE);
    for (const wrong of [id, "", "x", "00000000-0000-7000-8000-000000000000"])
      expect((await submit(carol, "connect", wrong)).status).toBe(409);
    await erin.visit(PAGE);
    const answers = await Promise.all(Array.from({ length: 4 }, () => submit(erin, "connect", id)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await linksOf("erin")).toHaveLength(1);
  });

  it("begins only on a page of ours: a link elsewhere can at most sign somebody in", async () => {
    const erin = await signedIn("erin");
    const answer = await erin.visit("/auth/lab/login?purpose=connect", { headers: { "Sec-Fetch-Site": "cross-site" } });
    const back = await erin.visit(await backFrom(new URL(answer.headers.get("location") ?? ""), "nina"));
    expect(back.headers.get("location")).toBe("/dashboard");
    expect(await linksOf("erin")).toEqual([]);
  });

  it("ends for somebody who has signed out, or is another by the time they are back", async () => {
    const browser = await signedIn("erin");
    const callback = await backFrom(await leave(browser, "/auth/lab/login?purpose=connect"), "nina");
    await browser.visit("/dashboard");
    await browser.submit("/logout", {});
    expect((await browser.visit(callback)).status).toBe(400);
    expect((await browser.visit("/api/auth/me")).status).toBe(401);
  });

  it("is not offered to whoever signs in to the same browser after them, nor connected to their account", async () => {
    const browser = await signedIn("erin");
    const address = await toConnect(browser, "nina");
    await browser.visit("/dashboard");
    await browser.submit("/logout", {});
    await browser.visit("/login");
    await browser.submit("/login", { identifier: "carol", password: "demo pass phrase 2026" });
    expect(await (await browser.visit(address)).text()).not.toContain("nina@example.com");
    expect((await submit(browser, "connect", heldIn(address))).status).toBe(409);
    expect(await linksOf("carol")).toEqual([]);
  });

  it("asks who it is when the person signed in a while ago, and goes on afterwards (SE21)", async () => {
    const erin = await signedIn("erin");
    const id = heldIn(await toConnect(erin, "nina"));
    await erin.visit(PAGE);
    travel(minutes(11));
    const answer = await submit(erin, "connect", id);
    expect(answer.headers.get("location")).toMatch(/^\/confirm\?/);
    expect(await linksOf("erin")).toEqual([]);
  });

  it("takes nothing but a form of its own", async () => {
    const erin = await signedIn("erin");
    const id = heldIn(await toConnect(erin, "nina"));
    expect((await erin.submit(PAGE, { intent: "connect", id, csrf: "planted" })).status).toBe(403);
    expect(await linksOf("erin")).toEqual([]);
  });
});

describe("disconnecting one", () => {
  it("works while another way is left, and is refused for the last", async () => {
    const browser = newBrowser();
    await pool.query("delete from auth.users where username = 'oscar'");
    await through(browser, "oscar");
    await browser.visit(PAGE);
    const [only] = await linksOf("oscar");
    const refused = await submit(browser, "disconnect", only?.id ?? "");
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("That is the only way into your account.");
    const bob = await signedIn("bob");
    await through(newBrowser(), "bob");
    await bob.visit(PAGE);
    const [linked] = await linksOf("bob");
    expect((await submit(bob, "disconnect", linked?.id ?? "")).headers.get("location")).toBe(
      `${PAGE}?done=disconnected`,
    );
    expect(await linksOf("bob")).toEqual([]);
  });

  it("signs out whoever had come in that way, and touches nobody else's", async () => {
    const [there, bob, erin] = [newBrowser(), await signedIn("bob"), await signedIn("erin")];
    await through(there, "bob");
    const [linked] = await linksOf("bob");
    await erin.visit(PAGE);
    expect((await submit(erin, "disconnect", linked?.id ?? "")).status).toBe(409);
    await bob.visit(PAGE);
    await submit(bob, "disconnect", linked?.id ?? "");
    expect((await there.visit("/api/auth/me")).status).toBe(401);
  });
});

describe("somebody without a password", () => {
  const OLD = minutes(11);
  async function oscarLater(): Promise<Browser> {
    const browser = newBrowser();
    await pool.query("delete from auth.users where username = 'oscar'");
    await through(browser, "oscar");
    travel(OLD);
    return browser;
  }

  it("confirms through the provider, is asked there anew, and what they sent goes on (SE21)", async () => {
    const browser = await oscarLater();
    await browser.visit("/settings/profile");
    const page = await (await browser.visit("/confirm?redirectTo=/settings/email")).text();
    expect(page).not.toContain('name="password"');
    const [, link = ""] = /href="(\/auth\/lab\/login\?purpose=confirm[^"]*)"/.exec(page) ?? [];
    const address = await leave(browser, link.replaceAll("&amp;", "&"));
    expect(address.searchParams.get("prompt")).toBe("login");
    expect(address.searchParams.get("max_age")).toBe("0");
    const back = await browser.visit(await backFrom(address, "oscar"));
    expect(back.headers.get("location")).toBe("/settings/email");
    expect((await browser.visit("/settings/email")).status).toBe(200);
  });

  it("confirms nothing as somebody else there", async () => {
    const browser = await oscarLater();
    const address = await leave(browser, "/auth/lab/login?purpose=confirm&redirectTo=/settings/email");
    const answer = await browser.visit(await backFrom(address, "nina"));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("That is another account than the one you are signed in to here.");
    expect((await browser.visit("/settings/email")).headers.get("location")).toMatch(/^\/confirm/);
  });

  it("confirms nothing when the provider has not asked them anew", async () => {
    const browser = await oscarLater();
    provider.faults.add("old-auth-time");
    const address = await leave(browser, "/auth/lab/login?purpose=confirm&redirectTo=/settings/email");
    expect((await browser.visit(await backFrom(address, "oscar"))).status).toBe(400);
  });
});

describe("somebody with a password", () => {
  it.each([
    ["has asked them anew", null, 303],
    ["does not say that it has", "no-auth-time", 403],
  ] as const)("confirms through a provider that %s", async (_, fault, status) => {
    const bob = await signedIn("bob");
    await through(newBrowser(), "bob");
    await bob.visit("/settings/profile");
    if (fault) provider.faults.add(fault);
    const address = await leave(bob, "/auth/lab/login?purpose=confirm&redirectTo=/settings/email");
    const answer = await bob.visit(await backFrom(address, "bob"));
    expect(answer.status).toBe(status);
    if (fault) expect(await answer.text()).toContain("Confirm with your password.");
  });
});
