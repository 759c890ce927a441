import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmbedded } from "#app/db/embedded.ts";
import { askServer, dropDatabase } from "./databases.ts";

/** Where tests make their databases: the server's address, and the prefix that the names of this run's databases share. */
export type DatabaseServer = { readonly url: string; readonly run: string };

/**
 * A PostgreSQL for one run of tests, and `stop()`, which leaves nothing behind.
 * With TEST_DATABASE_URL it is that server, whose role must be allowed to create databases; otherwise an embedded one of our own.
 */
export async function startDatabaseServer(): Promise<DatabaseServer & { stop: () => Promise<void> }> {
  const run = `gatehouse_test_${randomBytes(4).toString("hex")}`;
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, run, stop: () => dropAll({ url: given, run }) };
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  chmodSync(directory, 0o755); // root may have to run the server under another account
  const { url, stop } = await startEmbedded({ dataDir: join(directory, "postgres"), ephemeral: true });
  return { url, run, stop: () => stop().finally(() => rmSync(directory, { recursive: true, force: true })) };
}

async function dropAll(server: DatabaseServer): Promise<void> {
  const names = await askServer(server, "select datname from pg_database where starts_with(datname, $1)", [server.run]);
  for (const { datname } of names) if (datname) await dropDatabase(server, datname);
}
