import { relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type { Pool } from "pg";
import { afterAll, expect } from "vitest";

import { cloneDatabase } from "./db.ts";

// Tests beside the code begin with empty tables, tests in `tests/` with the demo people.
const isBesideTheCode = relative(process.cwd(), expect.getState().testPath ?? "").startsWith("app");
const database = await cloneDatabase(isBesideTheCode ? "migrated" : "seeded");
// Set before the test file imports the app, which reads it once.
process.env.DATABASE_URL = database.url;
process.env.LOG_LEVEL ??= "silent";
// Beside the code hashes are as cheap as the configuration allows; the demo people have theirs at full price.
if (isBesideTheCode)
  Object.assign(process.env, { ARGON2_MEMORY_KIB: "19456", ARGON2_TIME: "2", ARGON2_PARALLELISM: "1" });

afterAll(async () => {
  await closePool();
  await database.drop();
});

/** Lets the app part from its database in peace. A test that still holds a connection must not make the run wait for it. */
async function closePool(): Promise<void> {
  const { gatehousePool } = globalThis as { gatehousePool?: Pool };
  if (gatehousePool && !gatehousePool.ending) await Promise.race([gatehousePool.end(), pause(1_000)]);
}
