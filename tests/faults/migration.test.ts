import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";
import { describe, expect, inject, it } from "vitest";

import { migrateDatabase } from "#app/db/migrate.server.ts";
import { createDatabase, dropDatabase } from "#tests/support/databases.ts";

/** An empty database for one test. */
async function withEmptyDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const server = inject("databaseServer");
  const name = `${server.run}_${randomBytes(6).toString("hex")}`;
  const url = await createDatabase(server, name);
  await work(url).finally(() => dropDatabase(server, name));
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const journal = "select count(*)::int as steps from drizzle.__drizzle_migrations";
const version = "select version::int from auth.access_version";

describe("migrating", () => {
  it("FA11 UM-18 from four processes at once does it once; a second time changes nothing", () =>
    withEmptyDatabase(async (url) => {
      await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url)));
      const after = [await ask(url, journal), await ask(url, version)];
      await migrateDatabase(url);
      expect([await ask(url, journal), await ask(url, version)]).toEqual(after);
      expect(after[1]).toEqual([{ version: 1 }]);
    }));

  it("FA11 killed in the middle, is all there or not at all, and the next one finishes it", () =>
    withEmptyDatabase(async (url) => {
      for (const after of [250, 350, 450, 550]) {
        const script = `import { migrateDatabase } from "#app/db/migrate.server.ts"; await migrateDatabase(${JSON.stringify(url)});`;
        const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
          stdio: "ignore",
        });
        const exited = once(child, "exit");
        await pause(after);
        child.kill("SIGKILL");
        await exited;
      }
      await migrateDatabase(url);
      expect(await ask(url, version)).toEqual([{ version: 1 }]);
    }));

  it("SE-03 C-18 keeps sessions out of the write-ahead log when asked to, and takes that back", () =>
    withEmptyDatabase(async (url) => {
      const persistence = "select relpersistence from pg_class where oid = 'auth.sessions'::regclass";
      await migrateDatabase(url, { unloggedSessions: true });
      expect(await ask(url, persistence)).toEqual([{ relpersistence: "u" }]);
      await migrateDatabase(url);
      expect(await ask(url, persistence)).toEqual([{ relpersistence: "p" }]);
    }));
});
