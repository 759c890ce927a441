import { relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { afterAll, expect } from "vitest";

import { beginAfresh, keptPool } from "./afresh.ts";
import { cheapHashes } from "./cheap-hashes.ts";
import { cloneDatabase } from "./db.ts";

beginAfresh();

// Tests beside the code begin with empty tables, tests in `tests/` with the demo people.
const isBesideTheCode = relative(process.cwd(), expect.getState().testPath ?? "").startsWith("app");
const database = await cloneDatabase(isBesideTheCode ? "migrated" : "seeded");
// Set before the test file imports the app, which reads it once.
process.env.DATABASE_URL = database.url;
process.env.LOG_LEVEL ??= "silent";
Object.assign(process.env, cheapHashes);

afterAll(async () => {
  await closePool();
  await database.drop();
});

/** Lets the app part from its database in peace. A test that still holds a connection must not make the run wait for it. */
async function closePool(): Promise<void> {
  const pool = keptPool();
  if (pool && !pool.ending) await Promise.race([pool.end(), pause(1_000)]);
}
