import { beforeEach, describe, expect, it } from "vitest";

import { by, comeIn, me, newBrowser, type Browser } from "./proxied.ts";

const { signedIn } = await import("#tests/support/people.ts");
const { findByUsername } = await import("#app/auth/users.server.ts");
const { pool } = await import("#app/db/client.server.ts");

const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;
const lastSignIn = async () =>
  (await rows("select * from auth.audit_events where event = 'sign-in' order by sequence desc limit 1"))[0];
const leadsTo = (answer: Response) => [answer.status, answer.headers.get("location")];

async function expectRefused(browser: Browser, answer: Response, status: number, code: string): Promise<string> {
  const page = await answer.text();
  expect({ status: answer.status, location: answer.headers.get("location") }).toEqual({ status, location: null });
  expect(page).toContain(code);
  expect(page).toContain(answer.headers.get("x-request-id"));
  expect(answer.headers.getSetCookie().join()).not.toContain("__Host-session=");
  expect(await me(browser)).toBeNull();
  return page;
}

beforeEach(() => pool.query("truncate auth.counters"));

describe("coming in by the proxy", () => {
  it("CB-06 makes an account the first time, and it is the same one the next time, in any spelling", async () => {
    const [first, second] = [newBrowser(), newBrowser()];
    expect(leadsTo(await comeIn(first, by("nina"), "?redirectTo=/projects"))).toEqual([
      303,
      "https://app.example.test/projects",
    ]);
    const nina = await me(first);
    expect(nina).toMatchObject({ username: "nina", email: "nina@example.com", roles: ["viewer"], via: "session" });
    await comeIn(second, by("NINA@Example.com"));
    expect((await me(second))?.id).toBe(nina?.id);
    expect((await rows("select method from auth.sessions where user_id = $1", nina?.id))[0].method).toBe("proxy");
    expect(await lastSignIn()).toMatchObject({ outcome: "done", details: { method: "proxy", pending: null } });
  });

  it("Z-02 gives somebody new another user name than the one that somebody has", async () => {
    const browser = newBrowser();
    await pool.query("update auth.users set email = 'b@x.test', canonical_email = 'b@x.test' where username = 'bob'");
    await comeIn(browser, by("bob"));
    await pool.query(
      "update auth.users set email = 'other@x.test', canonical_email = 'other@x.test' where email = 'bob@example.com'",
    );
    await pool.query(
      "update auth.users set email = 'bob@example.com', canonical_email = 'bob@example.com' where username = 'bob'",
    );
    const somebody = await me(browser);
    expect(somebody?.username).toMatch(/^bob-.+/);
    expect(somebody?.id).not.toBe((await findByUsername("bob"))?.id);
    await pool.query("delete from auth.users where id = $1", [somebody?.id]);
  });

  it("Z-03 joins a demo person to the account that they have, since the proxy is trusted for their domain", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("alice"));
    expect((await me(browser))?.id).toBe((await findByUsername("alice"))?.id);
  });

  it("Z-09 follows the groups: who has left one loses its role at the next sign-in", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("greta", "staff,editors"));
    expect((await me(browser))?.roles).toEqual(expect.arrayContaining(["editor"]));
    await comeIn(browser, by("greta", "staff"));
    expect((await me(browser))?.roles).toEqual(["viewer"]);
  });

  it("ends the session that the browser had, and gives it a new one (Z-01)", async () => {
    const browser = await signedIn("carol");
    const before = browser.cookies.get("__Host-session") ?? "";
    await comeIn(browser, by("alice"));
    expect((await me(browser))?.username).toBe("alice");
    browser.cookies.set("__Host-session", before);
    expect(await me(browser)).toBeNull();
  });

  it("refuses somebody who is disabled here, and says so", async () => {
    const browser = newBrowser();
    const page = await expectRefused(browser, await comeIn(browser, by("dave")), 403, "ACCOUNT_DISABLED");
    expect(page).toContain("This account is disabled");
  });

  it.each([
    ["oscar@example.org", "PROXY_EMAIL_UNTRUSTED"],
    ["oscar", "PROXY_EMAIL_MISSING"],
    ["root@example.com", "PROXY_ACCOUNT_EXISTS"],
  ])("Z-02 Z-03 opens nothing for %s, whom nothing ties to an account: %s", async (name, code) => {
    const browser = newBrowser();
    const users = await rows("select count(*) from auth.users");
    await expectRefused(browser, await comeIn(browser, { ...by(""), "X-Forwarded-User": name }), 403, code);
    expect(await rows("select count(*) from auth.users")).toEqual(users);
  });

  it("leads to no other site, whatever it is asked for", async () => {
    for (const target of ["https://evil.example", "//evil.example", "/\\evil.example", "/logout"])
      expect(leadsTo(await comeIn(newBrowser(), by("alice"), `?redirectTo=${encodeURIComponent(target)}`))).toEqual([
        303,
        "https://app.example.test/dashboard",
      ]);
  });
});

describe("what does not come from the proxy", () => {
  it.each<[string, Record<string, string | string[]>, number, string]>([
    ["without the secret", { "X-Forwarded-User": "alice@example.com" }, 403, "PROXY_NOT_BELIEVED"],
    ["with another secret", { ...by("alice"), "X-Proxy-Auth-Secret": "x".repeat(32) }, 403, "PROXY_NOT_BELIEVED"],
    ["with the secret in its address alone", { Referer: "https://app.example.test/" }, 403, "PROXY_NOT_BELIEVED"],
    [
      "with two names",
      { ...by(""), "X-Forwarded-User": ["alice@example.com", "bob@example.com"] },
      400,
      "PROXY_UNREADABLE",
    ],
    [
      "appended to what the browser sent",
      { ...by(""), "X-Forwarded-User": "root@example.com, bob@example.com" },
      400,
      "PROXY_UNREADABLE",
    ],
    ["with an underscore", { ...by(""), X_Forwarded_User: "alice@example.com" }, 403, "PROXY_NAMES_NOBODY"],
    ["with nobody's name", by(""), 403, "PROXY_NAMES_NOBODY"],
  ])("CB-05 CB-07 Z-05 signs nobody in %s", async (_, headers, status, code) => {
    const browser = newBrowser();
    const answer = await browser.visit("/auth/proxy/login", { headers: headers as Record<string, string> });
    const page = await expectRefused(browser, answer, status, code);
    expect(page).not.toMatch(/alice|bob@|root@/);
    expect(await lastSignIn()).toMatchObject({ outcome: "refused", reason: "untrusted" });
  });
});

describe("the sign-in page", () => {
  it("has a button for it", async () => {
    const page = await (await newBrowser().visit("/login?redirectTo=/projects")).text();
    expect(page).toContain('href="/auth/proxy/login?redirectTo=%2Fprojects"');
    expect(page).toContain("Lab proxy");
  });

  it("sends whoever is on the way to a page, and is vouched for, straight on, and nobody else", async () => {
    const visit = async (path: string, headers = by("alice")) => leadsTo(await newBrowser().visit(path, { headers }));
    expect(await visit("/projects/new")).toEqual([303, "/login?redirectTo=%2Fprojects%2Fnew"]);
    expect(await visit("/login?redirectTo=%2Fprojects%2Fnew")).toEqual([
      303,
      "/auth/proxy/login?redirectTo=%2Fprojects%2Fnew",
    ]);
    expect(await visit("/login?redirectTo=%2Fprojects", { ...by("alice"), "X-Proxy-Auth-Secret": "x" })).toEqual([
      200,
      null,
    ]);
    expect(await visit("/login")).toEqual([200, null]);
    expect(await visit("/login?redirectTo=%2Fprojects&otherwise=")).toEqual([200, null]);
  });

  it("is where signing out stays signed out, by the same proxy", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("alice"));
    await browser.visit("/dashboard", { headers: by("alice") });
    expect(leadsTo(await browser.submit("/logout", {}, { headers: by("alice") }))).toEqual([303, "/"]);
    expect((await browser.visit("/login", { headers: by("alice") })).status).toBe(200);
    expect(await me(browser)).toBeNull();
  });
});

describe("a session that came by the proxy", () => {
  it("is over for as long as the proxy names somebody else, and theirs alone", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("alice"));
    expect((await browser.visit("/dashboard", { headers: by("alice") })).status).toBe(200);
    expect((await browser.visit("/dashboard")).status).toBe(200);
    const answer = await browser.visit("/dashboard", { headers: by("carol") });
    expect(leadsTo(answer)).toEqual([303, "/login?redirectTo=%2Fdashboard"]);
    await comeIn(browser, by("carol"));
    expect((await me(browser, by("carol")))?.username).toBe("carol");
  });

  it("of another method stays: it is not the proxy's to end", async () => {
    const browser = await signedIn("carol");
    expect((await browser.visit("/dashboard", { headers: by("alice") })).status).toBe(200);
  });

  it("has its own form tokens, and is listed like any other", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("alice"));
    expect(await (await browser.visit("/settings/sessions")).text()).toContain("proxy");
    const forged = { csrf: "nothing", theme: "dark" };
    expect((await browser.submit("/theme", forged, { headers: by("alice") })).status).toBe(403);
  });
});

describe("connecting it in the settings", () => {
  const PAGE = "/settings/sign-in-methods";
  const toConnect = `?purpose=connect&redirectTo=${PAGE}`;

  it("waits until the person says so, and then opens their account", async () => {
    const erin = await signedIn("erin");
    const answer = await comeIn(erin, { ...by(""), "X-Forwarded-User": "CORP\\erin" }, toConnect);
    const address = new URL(answer.headers.get("location") ?? "");
    expect([answer.status, address.pathname]).toEqual([303, PAGE]);
    const linked = () => rows("select subject from auth.identities where subject = $1", "corp\\erin");
    expect(await linked()).toEqual([]);
    expect(await (await erin.visit(address.pathname + address.search)).text()).toContain("Connect Lab proxy?");
    const id = address.searchParams.get("connect") ?? "";
    expect((await erin.submit(PAGE, { intent: "connect", id })).headers.get("location")).toBe(`${PAGE}?done=connected`);
    expect(await linked()).toHaveLength(1);
    const elsewhere = newBrowser();
    await comeIn(elsewhere, { ...by(""), "X-Forwarded-User": "corp\\ERIN" });
    expect((await me(elsewhere))?.username).toBe("erin");
  });

  it("OC10 is offered to whoever has an account with the same address, after they have shown that it is theirs", async () => {
    const browser = newBrowser();
    const page = await (await comeIn(browser, by("root"))).text();
    const [, href = ""] = /href="(\/login\?redirectTo=[^"]+)"/.exec(page) ?? [];
    const way = href.replaceAll("&amp;", "&");
    expect((await browser.visit(way, { headers: by("root") })).status).toBe(200); // not by the proxy again
    const redirectTo = new URLSearchParams(way.split("?")[1]).get("redirectTo") ?? "";
    await signedIn("root", browser);
    expect(await (await browser.visit(redirectTo)).text()).toContain("Connect Lab proxy?");
  });

  it("begins on a page of ours: whoever is sent by another site is signed in as who they are", async () => {
    const erin = await signedIn("erin");
    const answer = await comeIn(erin, { ...by("alice"), "Sec-Fetch-Site": "cross-site" }, toConnect);
    expect(answer.headers.get("location")).toBe(`https://app.example.test${PAGE}`);
    expect((await me(erin))?.username).toBe("alice");
  });

  it("proves nothing to somebody who has a password: the page that asks who they are does not offer it", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("alice"));
    expect(await (await browser.visit("/confirm?redirectTo=/settings/email")).text()).not.toContain("Lab proxy");
    const answer = await comeIn(browser, by("alice"), "?purpose=confirm&redirectTo=/settings/email");
    expect(await answer.text()).toContain("PROXY_NOT_ANEW");
  });
});
