import { beforeAll, describe, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { cookiesOf, openedFor, addVerified } from "./opened.ts";
import { addressOf } from "./walk-oracle.ts";
import { db, pool } from "#app/db/client.server.ts";
import { users } from "#app/db/users.schema.ts";
import { devices, sessions } from "#app/db/sessions.schema.ts";

const { routes } = app.build;
const pages = Object.values(routes).flatMap((route) =>
  route?.module.default && route.id !== "root" ? [addressOf(route, routes)] : [],
);

/** Everything in the database that opens a door or is nobody's business. */
async function secretsOf(): Promise<string[]> {
  const people = await db.select().from(users);
  const browsers = await db.select().from(devices);
  const living = await db.select().from(sessions);
  return [
    ...people.map(({ passwordHash }) => passwordHash),
    ...browsers.map(({ tokenHash }) => tokenHash),
    ...living.map(({ authHash }) => authHash),
  ].flatMap((secret) => secret ?? []);
}

const secretNames = /password_?hash|auth_?hash|canonical_?(name|email|username)|token_?hash|\$argon2/i;
/** What the pages about people tell administrators, and no other page anybody. */
const privateNames = /email_?verified|last_?login|"attributes"/i;

describe("what a page is given", () => {
  it.each(pages)("RX17 PW-10 %s holds no hash, token or canonical name, and nothing of the cookie", async (page) => {
    for (const name of ["root", "alice", "erin"]) {
      const browser = await openedFor(name);
      const token = browser.cookies.get("__Host-session")?.split(".")[2] ?? "none";
      for (const target of [page, `${page === "/" ? "/_root" : page}.data`]) {
        const body = await (await browser.visit(target)).text();
        expect(body.match(secretNames)).toBeNull();
        if (!page.startsWith("/admin/users") || name === "erin") expect(body.match(privateNames)).toBeNull();
        expect([...(await secretsOf()), token, cookiesOf(browser)].filter((secret) => body.includes(secret))).toEqual(
          [],
        );
      }
    }
  });

  it("RX17 the list of sessions shows one's own and nothing of anybody else's", async () => {
    await openedFor("bob");
    await pool.query(
      "update auth.sessions set user_agent = 'The browser of bob', address = '198.51.100.77' where user_id::text like '%03'",
    );
    const alice = await openedFor("alice");
    const body = await (await alice.visit("/settings/sessions.data")).text();
    expect(body).not.toMatch(/The browser of bob|198\.51\.100\.77|bob@example\.com/);
  });

  it("RX17 what happened in one's account names nobody else, and no place in the log", async () => {
    await signedIn("bob");
    const body = await (await (await signedIn("alice")).visit("/settings/activity.data")).text();
    expect(body).toContain("sign-in");
    expect(body).not.toMatch(/8001-000000000003|bob|sequence|previousHash/i);
  });

  it("RX17 the list of projects names their owners and tells no address, budget or id of theirs", async () => {
    const carol = await openedFor("carol");
    const body = await (await carol.visit("/projects.data?_routes=routes/projects/list")).text();
    expect(body).toContain("Bob Editor");
    expect(body).not.toMatch(/bob@example|8001-000000000003|budget|120000|ownerId/);
  });
});

const nasty = `</script><script>alert(1)</script>"'<img src=x onerror=alert(2)>\u2028\u2029<!--`;

describe("text that somebody chose", () => {
  beforeAll(async () => {
    await addVerified("mallory");
    await db.update(users).set({ firstName: nasty, lastName: "M" });
    await pool.query("update projects set name = $1", [nasty]);
  });

  it.each(["/", "/dashboard", "/projects", "/settings/profile", "/settings/sessions", "/settings/activity"])(
    "RX19 stays text in %s: in markup, title and hydration data",
    async (page) => {
      const alice = await openedFor("alice");
      await pool.query("update auth.sessions set user_agent = $1", [nasty]);
      await pool.query("update auth.audit_personal set user_agent = $1, address = $1", [nasty]);
      const body = await (await alice.visit(page)).text();
      expect(body).not.toContain("<script>alert(1)");
      expect(body).not.toContain("<img src=x");
      const code = [...body.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, inside]) => inside ?? "");
      expect(code.filter((inside) => /[\u2028\u2029]|<!--/.test(inside))).toEqual([]);
      expect(body.match(/<script/g)?.length).toBe(body.match(/<\/script>/g)?.length);
    },
  );

  it("RX19 what was typed into the sign-in form comes back as text", async () => {
    const page = await (
      await newBrowser().submit("/login", { identifier: nasty, password: "x", redirectTo: nasty })
    ).text();
    expect(page).not.toContain("<script>alert(1)");
    expect(page).not.toContain("<img src=x");
  });

  it("RX19 the address of a page that does not exist is not repeated as markup", async () => {
    const alice = await openedFor("alice");
    for (const target of [
      "/%3Cscript%3Ealert(1)",
      "/dashboard?x=%3C/script%3E%3Cscript%3Ealert(1)",
      "/login?redirectTo=/%22%3E%3Cscript%3Ealert(1)",
    ]) {
      expect(await (await alice.visit(target)).text()).not.toContain("<script>alert(1)");
    }
  });
});
