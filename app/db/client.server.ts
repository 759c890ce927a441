import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";

import { minutes, seconds } from "../clock.ts";
import { env } from "../env.server.ts";
import { log } from "../log.server.ts";

// In development the module graph is evaluated again at every change; the pool must outlive that.
const kept = globalThis as typeof globalThis & { gatehousePool?: Pool };

/** The one pool of connections of this process. Every wait in it is bounded, so a silent database becomes an error and not a hang. */
export const pool = (kept.gatehousePool ??= makePool());

/** The query builder over the pool. */
export const db = drizzle(pool);

export type Transaction = Parameters<Parameters<typeof db.transaction>[0]>[0];
/** Either the pool or an open transaction: what a function takes that must be able to join its caller's transaction. */
export type Database = NodePgDatabase | Transaction;

function makePool(): Pool {
  const made = new Pool({
    connectionString: env.DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: seconds(4),
    idleTimeoutMillis: minutes(1),
    query_timeout: seconds(8),
    statement_timeout: seconds(7),
    lock_timeout: seconds(5),
    idle_in_transaction_session_timeout: seconds(15),
    keepAlive: true,
    application_name: "gatehouse",
  });
  // Without listeners a restart of the database would end this process: one for connections in the pool, one for each in use.
  const noteLoss = (error: Error) => log.warn({ err: error }, "a database connection was lost");
  made.on("error", noteLoss);
  made.on("connect", (client) => client.on("error", noteLoss));
  return made;
}
