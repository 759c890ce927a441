import { beforeEach, describe, expect, it } from "vitest";

import { backFrom, leave, newBrowser, provider, through } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";
import targets from "../../attacks/data/redirect-targets.json" with { type: "json" };
import type { FaultName } from "#app/lab/openid/faults.ts";

const { pool } = await import("#app/db/client.server.ts");
const { registers, somebodyNew } = await import("../account.ts");

const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;
const isIn = async (browser: Browser) => (await browser.visit("/api/auth/me")).status === 200;
const countIdentities = async () => (await rows("select count(*)::int as n from auth.identities"))[0].n as number;
const lastSignIn = async () =>
  (await rows("select * from auth.audit_events where event = 'sign-in' order by sequence desc limit 1"))[0];

beforeEach(() => pool.query("truncate auth.counters"));

async function expectRefused(browser: Browser, answer: Response, code: string, status = 400): Promise<string> {
  const page = await answer.text();
  expect({ status: answer.status, location: answer.headers.get("location") }).toEqual({ status, location: null });
  expect(page).toContain(code);
  expect(page).toContain(answer.headers.get("x-request-id"));
  expect(answer.headers.getSetCookie().join()).not.toContain("__Host-session=");
  expect(await isIn(browser)).toBe(false);
  return page;
}

describe("the state", () => {
  it.each([
    ["is missing", (query: URLSearchParams) => query.delete("state")],
    ["is empty", (query: URLSearchParams) => query.set("state", "")],
    ["is another one", (query: URLSearchParams) => query.set("state", "x".repeat(43))],
    ["stands there twice", (query: URLSearchParams) => query.append("state", "x".repeat(43))],
  ])("OC01 OL-13 refuses whoever comes back when it %s", async (_, change) => {
    const browser = newBrowser();
    const [path = "", search] = (await backFrom(await leave(browser), "bob")).split("?");
    const query = new URLSearchParams(search);
    change(query);
    await expectRefused(browser, await browser.visit(`${path}?${query}`), "OAUTH_STATE_INVALID");
    expect(await lastSignIn()).toMatchObject({ outcome: "refused", reason: "flow" });
  });

  it("OC01 of another way there does not count for this one", async () => {
    const browser = newBrowser();
    const [first, second] = [await backFrom(await leave(browser), "bob"), await backFrom(await leave(browser), "bob")];
    const query = new URLSearchParams(first.split("?")[1]);
    query.set("state", new URLSearchParams(second.split("?")[1]).get("state") ?? "");
    await expectRefused(browser, await browser.visit(`/auth/lab/callback?${query}`), "OAUTH_");
  });

  it("OC02 counts in the browser that began: nobody is signed in to a stranger's account by a link", async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    const callback = await backFrom(await leave(attacker), "bob");
    await leave(victim); // a flow of their own changes nothing
    await expectRefused(victim, await victim.visit(callback), "OAUTH_STATE_INVALID");
    expect((await attacker.visit(callback)).status).toBe(303);
  });

  it("OC03 counts once, one after the other and at once", async () => {
    const browser = newBrowser();
    const callback = await backFrom(await leave(browser), "bob");
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.visit(callback)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400, 400, 400, 400]);
    expect((await browser.visit(callback)).status).toBe(400);
  });

  it("OC12 counts at the way back of the provider it was made for, and at no other's", async () => {
    const browser = newBrowser();
    const callback = await backFrom(await leave(browser), "bob");
    const mixed = callback.replace("/auth/lab/", "/auth/closed/");
    await expectRefused(browser, await browser.visit(mixed), "OAUTH_STATE_INVALID");
    await expectRefused(
      browser,
      await browser.visit(callback.replace("/auth/lab/callback", "/login/oauth2/code/lab")),
      "OAUTH_STATE_INVALID",
    );
  });
});

const wrongs: [FaultName, string, number][] = [
  ["wrong-nonce", "OAUTH_UNTRUSTED", 400],
  ["no-nonce", "OAUTH_UNTRUSTED", 400],
  ["alg-none", "OAUTH_UNTRUSTED", 400],
  ["hs256-with-public-key", "OAUTH_UNTRUSTED", 400],
  ["foreign-key", "OAUTH_UNTRUSTED", 400],
  ["wrong-audience", "OAUTH_UNTRUSTED", 400],
  ["wrong-issuer", "OAUTH_UNTRUSTED", 400],
  ["expired", "OAUTH_UNTRUSTED", 400],
  ["numeric-sub", "OAUTH_UNTRUSTED", 400],
  ["userinfo-of-another", "OAUTH_UNTRUSTED", 400],
  ["down", "OAUTH_UNREACHABLE", 503],
  ["html-answer", "OAUTH_UNREACHABLE", 503],
  ["huge-token-answer", "OAUTH_UNREACHABLE", 503],
  ["truncated-json", "OAUTH_UNREACHABLE", 503],
  ["redirecting-token-endpoint", "OAUTH_UNREACHABLE", 503],
];

describe("a provider that is wrong", () => {
  it.each(wrongs)(
    "signs nobody in, makes no account and says so (%s) (OC05 OC06 OC07 OC08 OC12 OC14)",
    async (fault, code, status) => {
      const [browser, before] = [newBrowser(), await countIdentities()];
      const callback = await backFrom(await leave(browser), "oscar");
      provider.faults.add(fault);
      await expectRefused(browser, await browser.visit(callback), code, status);
      expect(await countIdentities()).toBe(before);
      expect((await rows("select reason from auth.connection_results order by id desc limit 1"))[0].reason).toMatch(
        /^un/,
      );
    },
  );

  it.each<FaultName>(["wrong-iss-parameter", "no-iss-parameter"])(
    "OC12 is not believed when it comes back in another's name (%s)",
    async (fault) => {
      provider.faults.add(fault);
      const browser = newBrowser();
      await expectRefused(browser, await through(browser, "oscar"), "OAUTH_UNTRUSTED");
    },
  );

  it("OC14 that hangs is given up while the person waits, and a password works all the time", async () => {
    const browser = newBrowser();
    const callback = await backFrom(await leave(browser), "oscar");
    provider.faults.add("token-hangs");
    const waiting = browser.visit(callback);
    const other = newBrowser();
    expect((await other.submit("/login", { identifier: "bob", password: "demo pass phrase 2026" })).status).toBe(303);
    const page = await expectRefused(browser, await waiting, "OAUTH_UNREACHABLE", 503);
    expect(page).toContain("sign in another way");
  });

  it("OC14 that cannot even be asked leaves the sign-in page whole", async () => {
    provider.faults.add("down");
    const browser = newBrowser();
    expect((await browser.visit("/login")).status).toBe(200);
    expect((await browser.submit("/login", { identifier: "bob", password: "demo pass phrase 2026" })).status).toBe(303);
  });
});

describe("an error in place of an answer", () => {
  it("OL-15 OC13 is a page with words of ours, and none of the provider's", async () => {
    const browser = newBrowser();
    const state = (await leave(browser)).searchParams.get("state") ?? "";
    const query = new URLSearchParams({
      error: "access_denied",
      error_description: "<script>alert(1)</script>",
      state,
    });
    query.set("iss", provider.issuer);
    const page = await expectRefused(browser, await browser.visit(`/auth/lab/callback?${query}`), "OAUTH_CANCELLED");
    expect(page).not.toContain("alert(1)");
  });

  it("OC13 counts for more than a code beside it", async () => {
    const browser = newBrowser();
    const callback = await backFrom(await leave(browser), "bob");
    await expectRefused(browser, await browser.visit(`${callback}&error=server_error`), "OAUTH_");
  });

  it("OC13 without a state of ours is nothing at all: it says nothing about the provider", async () => {
    const before = await rows("select count(*)::int as n from auth.connection_results");
    const browser = newBrowser();
    await expectRefused(browser, await browser.visit("/auth/lab/callback?error=access_denied"), "OAUTH_STATE_INVALID");
    expect(await rows("select count(*)::int as n from auth.connection_results")).toEqual(before);
  });
});

describe("where somebody goes afterwards", () => {
  it.each(targets.reject)("OC18 is the dashboard for what leads elsewhere (%s)", async (target) => {
    const browser = newBrowser();
    const address = `/auth/lab/login?${new URLSearchParams({ redirectTo: target })}`;
    expect((await through(browser, "bob", address)).headers.get("location")).toBe("/dashboard");
  });

  it("OC19 was settled when they left: what the way back asks for changes nothing", async () => {
    const browser = newBrowser();
    const callback = await backFrom(await leave(browser, "/auth/lab/login?redirectTo=/projects"), "bob");
    const answer = await browser.visit(`${callback}&redirectTo=/settings&returnTo=//evil.test`);
    expect(answer.headers.get("location")).toBe("/projects");
  });
});

describe("an account that somebody made first", () => {
  it("AC06 with the victim's address and a password of their own is gone when the victim comes through a provider", async () => {
    const stranger = { ...somebodyNew(), email: "oscar@example.org", username: "not-oscar" };
    await pool.query("delete from auth.users where email = $1", [stranger.email]);
    const { browser: thief } = await registers(stranger);
    await thief.submit("/login", { identifier: stranger.username, password: stranger.password });
    expect((await thief.visit("/api/auth/me")).status).toBe(403); // waits for the proof
    const victim = newBrowser();
    await through(victim, "oscar");
    expect(await isIn(victim)).toBe(true);
    expect((await thief.visit("/api/auth/me")).status).toBe(401);
    const again = await newBrowser().submit("/login", { identifier: "not-oscar", password: stranger.password });
    expect(again.status).toBe(401);
    const byAddress = await newBrowser().submit("/login", { identifier: stranger.email, password: stranger.password });
    expect(byAddress.status).toBe(401);
  });

  it.each<FaultName>(["email-unverified", "email-verified-as-text", "email-verified-missing"])(
    "OC09 is not opened by an address that the provider has not verified (%s)",
    async (fault) => {
      provider.faults.add(fault);
      const browser = newBrowser();
      await expectRefused(browser, await through(browser, "erin"), "OAUTH_EMAIL_UNVERIFIED", 403);
      expect(await rows("select 1 from auth.identities where email = 'erin@example.com'")).toEqual([]);
    },
  );

  it("is never a superuser's, trusted domain or not", async () => {
    const browser = newBrowser();
    await expectRefused(browser, await through(browser, "root"), "OAUTH_ACCOUNT_EXISTS", 403);
  });
});
