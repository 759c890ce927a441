import { resolve } from "node:path";

import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";

// Any constant will do: it only has to be the same in every process that migrates.
const MIGRATION_LOCK = 7_163_204_881;

/**
 * Brings the database at `databaseUrl` up to date; doing it again changes nothing (UM-18, RB-18).
 * Safe from several processes at once: the second waits for the first and then finds nothing to do (FA11).
 * `unloggedSessions` trades the sessions' survival of a database crash for fewer writes (SE-03).
 */
export async function migrateDatabase(
  databaseUrl: string,
  options: { unloggedSessions?: boolean } = {},
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: resolve("drizzle") });
    await setSessionLogging(client, options.unloggedSessions ?? false);
  } finally {
    await client.end(); // also gives the lock back
  }
}

async function setSessionLogging(client: Client, unlogged: boolean): Promise<void> {
  const { rows } = await client.query(
    "select relpersistence = 'u' as unlogged from pg_class where oid = 'auth.sessions'::regclass",
  );
  if (rows[0]?.unlogged === unlogged) return;
  await client.query(unlogged ? "alter table auth.sessions set unlogged" : "alter table auth.sessions set logged");
}
