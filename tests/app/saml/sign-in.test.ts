import { beforeEach, describe, expect, it } from "vitest";

import { leave, newBrowser, provider, through } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";

const { send } = await import("#tests/support/app.ts");
const { findByEmail, findByUsername } = await import("#app/auth/users.server.ts");
const { pool } = await import("#app/db/client.server.ts");

const me = async (browser: Browser) => (await (await browser.visit("/api/auth/me")).json()) as Record<string, unknown>;
const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;
const isIn = async (browser: Browser) => (await browser.visit("/api/auth/me")).status === 200;

beforeEach(() => pool.query("truncate auth.counters"));

describe("an identity provider", () => {
  it("SA-01 has its button on the sign-in page, which leads there with a signed question", async () => {
    const page = await (await newBrowser().visit("/login?redirectTo=/projects")).text();
    expect(page).toContain('href="/auth/saml/lab/login?redirectTo=%2Fprojects"');
    const address = await leave(newBrowser());
    expect([...address.searchParams.keys()]).toEqual(["SAMLRequest", "RelayState", "SigAlg", "Signature"]);
    expect(address.searchParams.get("RelayState")).toMatch(/^[\w-]{43}$/);
  });

  it("SA-01 is told who we are: the address of our metadata is our name, and where to post stands in it", async () => {
    const answer = await send("/auth/saml/lab/metadata");
    expect(answer.headers.get("content-type")).toContain("application/samlmetadata+xml");
    const xml = await answer.text();
    expect(xml).toContain('entityID="https://app.example.test/auth/saml/lab/metadata"');
    expect(xml).toContain("https://app.example.test/auth/saml/lab/callback");
  });

  it.each(["nowhere", "LAB", "__proto__", "constructor"])("that is not there (%s) is 404", async (name) => {
    for (const end of ["login", "finish", "metadata"])
      expect((await newBrowser().visit(`/auth/saml/${name}/${end}`)).status).toBe(404);
  });

  it("whose metadata cannot be had hides nothing, and says that it does not answer", async () => {
    const browser = newBrowser();
    expect(await (await browser.visit("/login")).text()).toContain('href="/auth/saml/gone/login');
    const answer = await browser.visit("/auth/saml/gone/login");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
    const page = await answer.text();
    expect(page).toContain("SAML_UNAVAILABLE");
    expect(page).not.toContain("127.0.0.1");
  });
});

describe("signing in through an identity provider", () => {
  it("SA-05 SA-06 SA-08 makes an account the first time, and it is the same one the next time", async () => {
    const [first, second] = [newBrowser(), newBrowser()];
    const answer = await through(first, "nina", "/auth/saml/lab/login?redirectTo=/projects");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/projects"]);
    const nina = await me(first);
    expect(nina).toMatchObject({ email: "nina@example.com", firstName: "Nina" });
    await through(second, "nina");
    expect((await me(second)).id).toBe(nina.id);
    const [session] = await rows("select distinct method from auth.sessions where user_id = $1", nina.id);
    expect(session.method).toBe("saml");
  });

  it("Z-02 gives somebody another user name where the one that they like is another person's", async () => {
    await pool.query("delete from auth.users where email = 'nina@example.com'");
    const taken = "update auth.users set username = 'nina', canonical_username = 'nina' where username = 'erin'";
    expect((await pool.query(taken)).rowCount).toBe(1);
    const browser = newBrowser();
    await through(browser, "nina");
    const nina = await me(browser);
    expect(nina).toMatchObject({ email: "nina@example.com" });
    expect(nina.username).not.toBe("nina");
    expect((await findByUsername("nina"))?.email).toBe("erin@example.com");
  });

  it("joins somebody to the account that they have, where the connection is trusted for their domain", async () => {
    const browser = newBrowser();
    await through(browser, "bob");
    expect((await me(browser)).id).toBe((await findByUsername("bob"))?.id);
  });

  it("SA-07 Z-09 follows the groups there: who has left one there loses its role here at the next sign-in", async () => {
    const browser = newBrowser();
    await through(browser, "nina");
    expect((await me(browser)).roles).toEqual(expect.arrayContaining(["editor"]));
    provider.setGroups("nina", ["a group that means nothing here"]);
    await through(browser, "nina");
    expect((await me(browser)).roles).not.toContain("editor");
  });

  it("refuses somebody who is disabled here, as a password does, and says so", async () => {
    const browser = newBrowser();
    const answer = await through(browser, "dave");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("This account is disabled");
    expect(await isIn(browser)).toBe(false);
  });

  it("makes no account where the connection may make none", async () => {
    const answer = await through(newBrowser(), "oscar", "/auth/saml/closed/login");
    expect(answer.status).toBe(403);
    expect(await findByEmail("oscar@example.org")).toBeNull();
  });

  it("keeps what one connection knows of people to itself, though another one is of the same provider", async () => {
    await through(newBrowser(), "nina");
    const answer = await through(newBrowser(), "nina", "/auth/saml/closed/login");
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("SAML_ACCOUNT_EXISTS")]);
  });
});

describe("an account that is there already, where the connection is not trusted for its domain", () => {
  it("is not joined: the person signs in to it and says that it is to be connected", async () => {
    const browser = newBrowser();
    const page = await (await through(browser, "carol", "/auth/saml/closed/login")).text();
    const [, signIn = ""] = /href="(\/login\?redirectTo=[^"]*connect[^"]*)"/.exec(page) ?? [];
    const target = new URLSearchParams(signIn.replaceAll("&amp;", "&").split("?")[1]).get("redirectTo") ?? "";
    await browser.submit("/login", { identifier: "carol", password: "demo pass phrase 2026", redirectTo: target });
    await browser.visit(target);
    const id = new URLSearchParams(target.split("?")[1]).get("connect") ?? "";
    const connected = await browser.submit("/settings/sign-in-methods", { intent: "connect", id });
    expect(connected.headers.get("location")).toBe("/settings/sign-in-methods?done=connected");
    const again = newBrowser();
    await through(again, "carol", "/auth/saml/closed/login");
    expect(await isIn(again)).toBe(true);
  });
});
