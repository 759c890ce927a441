import { beforeEach, describe, expect, it } from "vitest";

import { by, comeIn, me, newBrowser } from "./proxied.ts";

const { origin, send } = await import("#tests/support/app.ts");
const { signedIn } = await import("#tests/support/people.ts");
const { statementsDuring } = await import("#tests/support/statements.ts");
const { pool } = await import("#app/db/client.server.ts");

const ask = (path: string, headers: Record<string, string>) => send(path, { headers });
const project = (browser: ReturnType<typeof newBrowser>, headers: Record<string, string>) =>
  browser.visit("/api/projects", {
    method: "POST",
    body: JSON.stringify({ name: "Mole" }),
    headers: { "Content-Type": "application/json", ...headers },
  });

beforeEach(async () => {
  await pool.query("truncate auth.counters");
  await comeIn(newBrowser(), by("bob"));
});

describe("a program behind the proxy", () => {
  it("is the person whom the proxy names, by its word alone, for what they may do", async () => {
    expect(await (await ask("/api/auth/me", by("bob"))).json()).toMatchObject({ username: "bob", via: "proxy" });
    expect((await ask("/api/projects", by("bob"))).status).toBe(200);
    expect((await ask("/api/admin/users", by("bob"))).status).toBe(403);
  });

  it("is found in one statement", async () => {
    await ask("/api/auth/me", by("bob"));
    expect(await statementsDuring(() => ask("/api/auth/me", by("bob")))).toHaveLength(1);
  });

  it("is nobody whom nobody here is connected to: no account is made on the way", async () => {
    const count = async () => (await pool.query("select count(*) from auth.users")).rows[0];
    const before = await count();
    expect((await ask("/api/auth/me", by("oscar"))).status).toBe(401);
    expect((await ask("/api/auth/me", by("carol"))).status).toBe(401); // has an account, and has never come in this way
    expect(await count()).toEqual(before);
  });

  it("is nobody once they are disabled, or have disconnected it", async () => {
    await pool.query("update auth.users set is_active = false where username = 'bob'");
    expect((await ask("/api/auth/me", by("bob"))).status).toBe(401);
    await pool.query("update auth.users set is_active = true where username = 'bob'");
    expect((await ask("/api/auth/me", by("bob"))).status).toBe(200);
    await pool.query("delete from auth.identities where connection = 'proxy'");
    expect((await ask("/api/auth/me", by("bob"))).status).toBe(401);
  });

  it.each<[string, Record<string, string>]>([
    ["without the secret", { "X-Proxy-Auth-Secret": "" }],
    ["with another secret", { "X-Proxy-Auth-Secret": "y".repeat(32) }],
    ["with two names in one header", { "X-Forwarded-User": "bob@example.com, root@example.com" }],
  ])("CB-07 Z-05 is nobody %s, and costs no statement", async (_, wrong) => {
    const statements = await statementsDuring(async () => {
      expect((await ask("/api/auth/me", { ...by("bob"), ...wrong })).status).toBe(401);
    });
    expect(statements).toEqual([]);
  });

  it("opens no page and changes nothing that asks for a fresh proof", async () => {
    const answer = await ask("/dashboard", { ...by("bob"), Accept: "text/html" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login?redirectTo=%2Fdashboard"]);
    expect((await ask("/dashboard.data", by("bob"))).status).toBe(401);
  });
});

describe("beside a session", () => {
  it("the session counts, whoever the proxy names", async () => {
    const carol = await signedIn("carol");
    expect(await me(carol, by("bob"))).toMatchObject({ username: "carol", via: "session" });
  });

  it("one that is over makes nobody of them, and not the person at the proxy", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("bob"));
    await pool.query("delete from auth.sessions");
    expect(await me(browser, by("bob"))).toBeNull();
  });

  it("a session by the proxy is over on these addresses too while it names somebody else", async () => {
    const browser = newBrowser();
    await comeIn(browser, by("bob"));
    expect(await me(browser, by("alice"))).toBeNull();
    expect((await me(browser, by("bob")))?.username).toBe("bob");
  });
});

describe("what is sent by itself", () => {
  it("CS-04 a post from a browser at the proxy needs the form token, since the browser shows itself to the proxy by itself", async () => {
    const browser = newBrowser();
    expect((await project(browser, { ...by("bob"), Origin: origin })).status).toBe(403);
    expect((await project(browser, by("bob"))).status).toBe(403);
    await browser.visit("/api/auth/me", { headers: by("bob") });
    const token = browser.cookies.get("__Host-XSRF-TOKEN") ?? "";
    expect((await project(browser, { ...by("bob"), Origin: origin, "X-XSRF-TOKEN": token })).status).toBe(201);
    expect((await project(newBrowser(), { ...by("bob"), Origin: origin, "X-XSRF-TOKEN": token })).status).toBe(403);
  });

  it("CS01 and one from another site is refused at the gate, token or not", async () => {
    const browser = newBrowser();
    await browser.visit("/api/auth/me", { headers: by("bob") });
    const token = browser.cookies.get("__Host-XSRF-TOKEN") ?? "";
    const headers = { ...by("bob"), "X-XSRF-TOKEN": token };
    expect((await project(browser, { ...headers, Origin: "https://evil.example" })).status).toBe(403);
    expect((await project(browser, { ...headers, "Sec-Fetch-Site": "same-site" })).status).toBe(403);
  });
});
