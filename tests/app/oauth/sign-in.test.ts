import { beforeEach, describe, expect, it } from "vitest";

import { backFrom, leave, newBrowser, provider, through } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";

const { mailsTo } = await import("#tests/support/mailbox.ts");
const { findByEmail, findByUsername } = await import("#app/auth/users.server.ts");
const { pool } = await import("#app/db/client.server.ts");

const me = async (browser: Browser) => (await (await browser.visit("/api/auth/me")).json()) as Record<string, unknown>;
const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;
const isIn = async (browser: Browser) => (await browser.visit("/api/auth/me")).status === 200;

beforeEach(() => pool.query("truncate auth.counters"));

describe("a provider", () => {
  it("OL-10 has its button on the sign-in page, which leads there and keeps where the person was going", async () => {
    const page = await (await newBrowser().visit("/login?redirectTo=/projects")).text();
    expect(page).toContain('href="/auth/lab/login?redirectTo=%2Fprojects"');
  });

  it("OL-12 Z-15 OC04 OC24 is asked with a state, a nonce and an S256 challenge, for no more than who somebody is", async () => {
    const { searchParams } = await leave(newBrowser());
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: "code",
      client_id: process.env.OIDC_LAB_CLIENT_ID,
      redirect_uri: "https://app.example.test/auth/lab/callback",
      scope: "openid email profile",
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
  });

  it.each(["nowhere", "LAB", "google", "lab%2f", "__proto__", "constructor"])(
    "OL-12 that is not there (%s) is 404, on the way out and on the way back",
    async (name) => {
      for (const end of ["login", "callback"])
        expect([400, 404]).toContain((await newBrowser().visit(`/auth/${name}/${end}`)).status);
      expect((await newBrowser().visit(`/auth/nowhere/callback`)).status).toBe(404);
    },
  );
});

describe("signing in through a provider", () => {
  it("OL-14 makes an account the first time, and it is the same one the next time", async () => {
    const [first, second] = [newBrowser(), newBrowser()];
    const answer = await through(first, "oscar", "/auth/lab/login?redirectTo=/projects");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/projects");
    const oscar = await me(first);
    expect(oscar).toMatchObject({
      username: "oscar",
      email: "oscar@example.org",
      firstName: "Oscar",
      roles: ["viewer"],
    });
    await through(second, "oscar");
    expect((await me(second)).id).toBe(oscar.id);
  });

  it("Z-03 joins a demo person to the account that they have, since the lab is trusted for their domain", async () => {
    const browser = newBrowser();
    await through(browser, "bob");
    expect((await me(browser)).id).toBe((await findByUsername("bob"))?.id);
  });

  it("Z-09 follows the groups there: who has left one there loses its role here at the next sign-in", async () => {
    const browser = newBrowser();
    await through(browser, "nina");
    expect((await me(browser)).roles).toEqual(expect.arrayContaining(["editor"]));
    provider.setGroups("nina", []);
    await through(browser, "nina");
    expect((await me(browser)).roles).toEqual(["viewer"]);
  });

  it("OL-19 refuses somebody who is disabled here, as a password does, and says so", async () => {
    const browser = newBrowser();
    const answer = await through(browser, "dave");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("This account is disabled");
    expect(await isIn(browser)).toBe(false);
  });

  it("ends the session that the browser had, and gives it a new one (Z-01)", async () => {
    const browser = newBrowser();
    await through(browser, "bob");
    const before = browser.cookies.get("__Host-session") ?? "";
    await through(browser, "oscar");
    expect((await me(browser)).username).toBe("oscar");
    browser.cookies.set("__Host-session", before);
    expect(await isIn(browser)).toBe(false);
  });

  it("OL-21 ends by signing out, like any other", async () => {
    const browser = newBrowser();
    await through(browser, "oscar");
    await browser.visit("/dashboard");
    const session = browser.cookies.get("__Host-session") ?? "";
    const answer = await browser.submit("/logout", {});
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    browser.cookies.set("__Host-session", session);
    expect(await isIn(browser)).toBe(false);
  });

  it("OL-01 OC22 keeps the provider's tokens encrypted, and shows the browser none", async () => {
    const browser = newBrowser();
    const answers = [await through(browser, "oscar"), await browser.visit("/settings/account/data.json")];
    const kept = await rows("select sealed from auth.provider_tokens");
    expect(kept.length).toBeGreaterThan(0);
    const sent = [...answers.map((answer) => JSON.stringify([...answer.headers])), await answers[1]?.text()].join();
    expect(JSON.stringify(kept) + sent).not.toMatch(/eyJ|access_token|id_token/);
    const { findProviderTokens } = await import("#app/features/oauth/provider-tokens.server.ts");
    const [identity] = await rows("select identity_id from auth.provider_tokens limit 1");
    expect((await findProviderTokens(identity.identity_id))?.accessToken).toMatch(/\S{20,}/);
  });

  it("keeps no tokens of an identity that was disconnected a moment ago, and fails at nothing by it", async () => {
    const { findProviderTokens, keepProviderTokens } = await import("#app/features/oauth/provider-tokens.server.ts");
    const gone = "00000000-0000-7000-8000-00000000dead";
    await keepProviderTokens(gone, { accessToken: "a token", refreshToken: null, expiresAt: null, scope: "" });
    expect(await findProviderTokens(gone)).toBeNull();
  });

  it("OL-16 OL-17 gives a handler what the provider said, to those who came in through one and to nobody else", async () => {
    const [browser, other] = [newBrowser(), newBrowser()];
    await through(browser, "oscar");
    const said = (await (await browser.visit("/api/dashboard")).json()) as Record<string, unknown>;
    expect(said).toEqual({ provider: "lab", user: expect.objectContaining({ email: "oscar@example.org" }) });
    await other.submit("/login", { identifier: "bob", password: "demo pass phrase 2026" });
    expect((await other.visit("/api/dashboard")).status).toBe(403);
    expect((await newBrowser().visit("/api/dashboard")).status).toBe(401);
  });

  it("OL-11 works under its other addresses too", async () => {
    const browser = newBrowser();
    const address = await leave(browser, "/oauth2/authorization/lab");
    expect(address.searchParams.get("redirect_uri")).toBe("https://app.example.test/login/oauth2/code/lab");
    expect((await browser.visit(await backFrom(address, "oscar"))).status).toBe(303);
    expect(await isIn(browser)).toBe(true);
  });

  it("makes no account where the provider may make none, with words that help", async () => {
    await pool.query("delete from auth.users where username = 'oscar'");
    const browser = newBrowser();
    const answer = await through(browser, "oscar", "/auth/closed/login");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Ask an administrator to invite you.");
    expect(await findByEmail("oscar@example.org")).toBeNull();
    expect(await isIn(browser)).toBe(false);
  });
});

describe("an account that is there already, where the provider is not trusted for its domain", () => {
  it("OC10 is not joined: the person is led to sign in to it and to connect the provider themselves", async () => {
    const stranger = newBrowser();
    const [before] = await rows("select count(*)::int as n from auth.identities");
    const answer = await through(stranger, "carol", "/auth/closed/login");
    expect(answer.status).toBe(403);
    const page = await answer.text();
    expect(page).toContain("There is already an account with your e-mail address.");
    expect(await isIn(stranger)).toBe(false);
    expect(await rows("select count(*)::int as n from auth.identities")).toEqual([before]);
    const [, signIn = ""] = /href="(\/login\?redirectTo=[^"]*connect[^"]*)"/.exec(page) ?? [];
    const target = new URLSearchParams(signIn.replaceAll("&amp;", "&").split("?")[1]).get("redirectTo") ?? "";
    const form = { identifier: "carol", password: "demo pass phrase 2026", redirectTo: target };
    expect((await stranger.submit("/login", form)).headers.get("location")).toBe(target);
    const asked = await (await stranger.visit(target)).text();
    expect(asked).toContain("Connect Closed?");
    expect(asked).toContain("carol@example.com");
    const id = new URLSearchParams(target.split("?")[1]).get("connect") ?? "";
    const connected = await stranger.submit("/settings/sign-in-methods", { intent: "connect", id });
    expect(connected.headers.get("location")).toBe("/settings/sign-in-methods?done=connected");
    expect((await mailsTo("carol@example.com")).map(({ kind }) => kind)).toContain("method-added");
    const again = newBrowser();
    await through(again, "carol", "/auth/closed/login");
    expect(await isIn(again)).toBe(true);
  });
});
