import { beforeEach, describe, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { openedFor } from "./opened.ts";
import { addressOf } from "./walk-oracle.ts";
import { pool } from "#app/db/client.server.ts";

const { routes } = app.build;
const addresses = Object.values(routes).flatMap((route) =>
  route && route.id !== "root" ? [addressOf(route, routes)] : [],
);

/** Every row of the tables that hold something, but for when a session was last used and what the audit log and the counter in front of it add. */
async function everything(): Promise<string[]> {
  const { rows } = await pool.query(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('auth', 'public')",
  );
  const tables = (rows as { name: string }[]).map(({ name }) => name).filter((name) => !/audit|counters/.test(name));
  const dumps = await Promise.all(
    tables
      .toSorted()
      .map((name) => pool.query(`select to_jsonb(t) - 'last_seen_at' - 'expires_at' as row from ${name} t order by 1`)),
  );
  return dumps.flatMap((dump) => (dump.rows as { row: object }[]).map(({ row }) => JSON.stringify(row)));
}

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

describe("looking", () => {
  it("CS13 changes nothing: no address, opened by root in every way, leaves a trace but in the audit log", async () => {
    const root = await openedFor("root");
    const before = await everything();
    expect(before.length).toBeGreaterThan(20);
    for (const address of addresses) {
      for (const method of ["GET", "HEAD"]) {
        for (const query of ["", "?intent=revoke-others", "?theme=dark&done=revoked", "?redirectTo=/logout"])
          await root.visit(`${address}${query}`, { method });
        await root.visit(`${address === "/" ? "/_root" : address}.data?intent=revoke-others`, { method });
      }
    }
    expect(await everything()).toEqual(before);
    expect((await root.visit("/dashboard")).status).toBe(200);
  }, 120_000);

  it("GD-18 costs one statement at most to find out who it is, and none for a stranger at an open page", async () => {
    const alice = await openedFor("alice");
    await alice.visit("/dashboard");
    expect(await statementsDuring(() => alice.visit("/dashboard"))).toHaveLength(1);
    expect(await statementsDuring(() => newBrowser().visit("/"))).toEqual([]);
  });
});

const privileges = {
  isSuperuser: "true",
  is_superuser: "true",
  isStaff: "true",
  roles: "admin",
  role: "admin",
  userId: "00000000-0000-7000-8001-000000000001",
  user_id: "1",
  actorId: "1",
  emailVerified: "true",
  passwordHash: "x",
  "user.isSuperuser": "true",
  "user[isSuperuser]": "true",
  __proto__: "x",
  constructor: "x",
  pending: "",
  method: "a-kind",
  absoluteExpiresAt: "9999-01-01",
};

describe("fields that no form has", () => {
  it("Z-06 AZ05 AZ06 change nothing about the person, the session or anybody else", async () => {
    const people = async () =>
      (await pool.query("select to_jsonb(u) - 'last_login' from auth.users u order by id")).rows;
    const before = await people();
    const erin = newBrowser();
    expect((await erin.submit("/login", { ...privileges, identifier: "erin", password: demoPassword })).status).toBe(
      303,
    );
    expect((await erin.visit("/projects/new")).status).toBe(403);
    await erin.submit("/settings/sessions", { ...privileges, intent: "revoke-others" });
    await erin.submit("/theme", { ...privileges, theme: "dark" });
    expect(await people()).toEqual(before);
    const { rows } = await pool.query(
      "select method, absolute_expires_at < now() + interval '25 hours' as ends from auth.sessions where user_id::text like '%06'",
    );
    expect(rows).toEqual([{ method: "password", ends: true }]);
  });

  it("AZ05 a field that comes twice counts once, and cannot smuggle a second value in", async () => {
    const browser = newBrowser();
    await browser.visit("/login");
    const form = new URLSearchParams({
      csrf: browser.cookies.get("__Host-XSRF-TOKEN") ?? "",
      identifier: "nobody",
      password: demoPassword,
    });
    form.append("identifier", "alice");
    const answer = await browser.visit("/login", { form, headers: { Origin: "https://app.example.test" } });
    expect(answer.status).toBe(401);
  });
});

describe("storage", () => {
  it("TS-09 is this database alone: a person, a session, a role and a limit are rows in it, read anew for each request", async () => {
    const bob = await openedFor("bob");
    expect((await bob.visit("/projects/new")).status).toBe(200);
    await pool.query("delete from auth.memberships where user_id::text like '%03'");
    expect((await bob.visit("/projects/new")).status).toBe(403);
    await pool.query(
      "insert into auth.memberships (user_id, role_id) select u.id, r.id from auth.users u, auth.roles r where u.username = 'bob' and r.name = 'editor'",
    );
    expect((await bob.visit("/projects/new")).status).toBe(200);
    await pool.query("delete from auth.sessions where user_id::text like '%03'");
    expect((await bob.visit("/projects/new")).status).toBe(303);
    await newBrowser().submit("/login", { identifier: "nobody", password: "some pass phrase" });
    expect((await pool.query("select count(*)::int as kept from auth.lockouts")).rows).toEqual([{ kept: 1 }]);
  });
});
