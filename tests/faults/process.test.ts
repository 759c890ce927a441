import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { clientOf } from "#tests/support/client.ts";
import { startProduction } from "#tests/support/production.ts";

const databaseUrl = process.env.DATABASE_URL ?? "";
const admin = new Client({ connectionString: databaseUrl });
const count = async (what: string) => Number((await admin.query(`select count(*) from ${what}`)).rows[0].count);

beforeAll(() => admin.connect());
afterAll(() => admin.end());

/** A server, and a client that has the sign-in page open. */
async function openedServer() {
  const server = await startProduction(databaseUrl, { LOG_LEVEL: "silent" });
  const client = clientOf(server.url);
  await client.visit("/login");
  return { server, client };
}

describe("the server process", () => {
  it("FA07 told to stop, finishes what is running, takes nothing new, and ends with 0", async () => {
    const { server, client } = await openedServer();
    const exited = once(server.process, "exit");
    const signingIn = client.signIn("bob");
    await pause(20); // the hash alone takes longer
    server.process.kill("SIGTERM");
    expect((await signingIn).status).toBe(303);
    expect(await exited).toEqual([0, null]);
    const refused = once(connect(Number(new URL(server.url).port), "localhost"), "connect");
    await expect(refused).rejects.toThrow();
  });

  it("FA06 killed in the middle of signing in, leaves all of it or nothing", async () => {
    for (const after of [5, 100, 160, 220]) {
      const { server, client } = await openedServer();
      const signingIn = client.signIn("carol").catch(() => null);
      await pause(after);
      server.process.kill("SIGKILL");
      await signingIn;
    }
    const entered = "auth.audit_events where event = 'sign-in' and outcome = 'done'";
    expect(await count(entered)).toBe(await count("auth.sessions"));
    const { server, client } = await openedServer();
    expect((await client.signIn("carol")).status).toBe(303);
    await server.stop();
  }, 90_000);
});
