import { Client } from "pg";

import { isLoopback } from "../env-loopback.ts";

const DATA_DIRECTORY = ".data/postgres";

/**
 * Runs `work` with `DATABASE_URL` set: the configured database, else the embedded one, started for as long as it takes
 * or attached to when it runs already. Modules that read the environment must be imported inside `work`.
 */
export async function withDatabase(work: (databaseUrl: string) => Promise<void>): Promise<void> {
  const configured = process.env.DATABASE_URL;
  if (configured) return work(configured);
  if (process.env.NODE_ENV === "production") throw new Error("DATABASE_URL is required in production.");
  const { startEmbedded } = await import("../db/embedded.ts");
  const embedded = await startEmbedded({ dataDir: DATA_DIRECTORY });
  process.env.DATABASE_URL = embedded.url;
  try {
    await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

/**
 * Throws unless the database is on this machine or the command names it (`-- --database NAME`): a copied `DATABASE_URL` must not be
 * enough to fill or empty somebody's real data. Judged by where the driver would connect to, not by how the address looks.
 */
export function refuseUnlessMeant(databaseUrl: string, what: string): void {
  const { host, database = "" } = new Client({ connectionString: databaseUrl });
  const named = process.argv[process.argv.indexOf("--database") + 1];
  if (isLoopback(host) || host.startsWith("/") || (process.argv.includes("--database") && named === database)) return;
  throw new Error(`${what} The database ${database} is on ${host}. If you mean it, add: -- --database ${database}`);
}

/** Runs a command: prints what went wrong in one line and ends with 1, instead of a stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
