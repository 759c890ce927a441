import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { clientOf } from "#tests/support/client.ts";
import { startProduction, type Production } from "#tests/support/production.ts";
import { weatherInFrontOf, type Weather } from "#tests/support/weather.ts";

let weather: Weather;
let server: Production;
let admin: Client;

beforeAll(async () => {
  weather = await weatherInFrontOf(process.env.DATABASE_URL ?? "");
  weather.cut();
  // With its database unreachable: the process must come up all the same.
  server = await startProduction(weather.url, { LOG_LEVEL: "silent" }, "/health");
  admin = new Client({ connectionString: process.env.DATABASE_URL });
  await admin.connect();
});

afterAll(async () => {
  await server.stop();
  await admin.end();
  weather.close();
});

beforeEach(() => weather.clear());

const sessionCount = async () => Number((await admin.query("select count(*) from auth.sessions")).rows[0].count);

async function signedInClient(username: string) {
  const client = clientOf(server.url);
  await client.visit("/login");
  expect((await client.signIn(username)).status).toBe(303);
  return client;
}

/** A 503 page that tells the person what to do and names the request, and nothing of the cause. */
async function expectUnavailable(response: Response) {
  const page = await response.text();
  expect(response.status).toBe(503);
  expect(response.headers.get("Retry-After")).toMatch(/^\d+$/);
  expect(page).toContain(response.headers.get("X-Request-Id"));
  expect(page).not.toMatch(/ECONN|postgres|timeout|stack|select /i);
}

describe("the database", () => {
  it("FA01 down at the start: alive but not ready, and ready by itself once it is there", async () => {
    weather.cut();
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/ready`)).status).toBe(503);
    weather.clear();
    await vi.waitFor(async () => expect((await fetch(`${server.url}/ready`)).status).toBe(200), { timeout: 5_000 });
  });

  it("FA02 down at sign-in: a 503 page, no session, and the next try works without a restart", async () => {
    const client = clientOf(server.url);
    await client.visit("/login");
    const before = await sessionCount();
    weather.cut();
    const began = performance.now();
    await expectUnavailable(await client.signIn("bob"));
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await sessionCount()).toBe(before);
    weather.clear();
    expect((await client.signIn("bob")).status).toBe(303);
  });

  it("FA02 down in the middle of a visit: 503 on guarded pages, public ones still open, and on it goes", async () => {
    const bob = await signedInClient("bob");
    weather.cut();
    await expectUnavailable(await bob.visit("/dashboard"));
    expect((await clientOf(server.url).visit("/login")).status).toBe(200);
    weather.clear();
    expect((await bob.visit("/dashboard")).status).toBe(200);
  });

  it("FA04 FA02 cut off in the middle of a transaction: a 503, nothing half written, and the process lives on", async () => {
    const client = clientOf(server.url);
    await client.visit("/login");
    const before = await sessionCount();
    await admin.query("begin; select from auth.audit_head for update"); // signing in waits here, with its session inserted
    const signingIn = client.signIn("erin");
    const waiting =
      "select pid from pg_stat_activity where application_name = 'gatehouse' and wait_event_type = 'Lock'";
    let pid: number | undefined;
    while (!pid) pid = (await admin.query(waiting)).rows[0]?.pid;
    await admin.query("select pg_terminate_backend($1)", [pid]);
    await expectUnavailable(await signingIn);
    await admin.query("rollback");
    expect(await sessionCount()).toBe(before);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await client.signIn("erin")).status).toBe(303);
  });

  it("FA03 silent: a 503 within ten seconds, health and public pages meanwhile, and no stuck connections afterwards", async () => {
    const bob = await signedInClient("bob");
    weather.hang();
    const waiting = Promise.all(Array.from({ length: 15 }, () => bob.visit("/dashboard")));
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await clientOf(server.url).visit("/login")).status).toBe(200);
    const began = performance.now();
    for (const response of await waiting) await expectUnavailable(response);
    expect(performance.now() - began).toBeLessThan(10_000);
    weather.clear();
    const after = await Promise.all(Array.from({ length: 15 }, () => bob.visit("/dashboard")));
    expect(after.map((response) => response.status)).toEqual(after.map(() => 200));
  });

  it("FA05 busy: more sign-ins than connections wait a bounded time, then 503, and nothing is deadlocked", async () => {
    const clients = await Promise.all(
      Array.from({ length: 14 }, async () => {
        const client = clientOf(server.url);
        await client.visit("/login");
        return client;
      }),
    );
    await admin.query("begin; lock table auth.users in access exclusive mode");
    const people = ["alice", "bob", "carol", "erin"]; // fourteen tries at one account would be too many
    const answers = await Promise.all(clients.map((client, i) => client.signIn(people[i % 4] ?? "")));
    await admin.query("rollback");
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 503));
    expect((await clients[0]?.signIn("carol"))?.status).toBe(303);
  });

  it("FA18 read-only: pages that only read work, signing in is refused cleanly, and works again afterwards", async () => {
    const bob = await signedInClient("bob");
    const { rows } = await admin.query("select current_database() as name");
    const setReadOnly = async (on: boolean) => {
      await admin.query(`alter database "${rows[0].name}" set default_transaction_read_only = ${on ? "on" : "off"}`);
      weather.cut(); // new connections, which see the new setting
      weather.clear();
      await vi.waitFor(async () => expect((await bob.visit("/dashboard")).status).toBe(200));
    };
    await setReadOnly(true);
    expect((await bob.visit("/projects")).status).toBe(200);
    const client = clientOf(server.url);
    await client.visit("/login");
    await expectUnavailable(await client.signIn("carol"));
    await admin.query("set default_transaction_read_only = off");
    await setReadOnly(false);
    expect((await client.signIn("carol")).status).toBe(303);
  });
});
