import { Client } from "pg";

import { migrateDatabase } from "#app/db/migrate.server.ts";
import { createDatabase } from "#tests/support/databases.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";

/** One PostgreSQL for everybody, with a database for each library that keeps sessions; `stop()` leaves nothing behind. */
export type Databases = {
  ours: string;
  crowd: string;
  few: string;
  betterAuth: string;
  lucia: string;
  version: string;
  stop: () => Promise<void>;
};

/** Starts the server and makes the databases: our three migrated, the peers' still empty. */
export async function startDatabases(): Promise<Databases> {
  const server = await startDatabaseServer();
  try {
    const make = (name: string) => createDatabase(server, `${server.run}_${name}`);
    const [ours, crowd, few] = [await make("ours"), await make("crowd"), await make("few")];
    const [betterAuth, lucia] = [await make("better_auth"), await make("lucia")];
    for (const url of [ours, crowd, few]) await migrateDatabase(url);
    const [{ server_version: version = "" } = {}] = await ask<{ server_version: string }>(ours, "show server_version");
    return { ours, crowd, few, betterAuth, lucia, version, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Runs statements in one database, in order; gives the rows of the last one. Values only when there is a single statement. */
export async function ask<Row>(url: string, statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, values.length > 0 ? [...values] : undefined)).rows as Row[];
  } finally {
    await client.end();
  }
}
