import { migrateDatabase } from "../db/migrate.server.ts";

/** Brings a database to where the code expects it: tables, every permission of the catalogue, and the roles of `roles.ts`. Safe to repeat. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  const { env } = await import("../env.server.ts");
  await migrateDatabase(databaseUrl, { unloggedSessions: env.SESSIONS_UNLOGGED });
  const { syncPermissions } = await import("../access/roles.server.ts");
  const { syncRoles } = await import("../access/sync-roles.server.ts");
  const { roles } = await import("../roles.ts");
  const { db } = await import("../db/client.server.ts");
  await syncPermissions(db);
  await syncRoles(roles);
}

/** Gives this process's connections back, so that it can end. */
export async function closeDatabase(): Promise<void> {
  const { pool } = await import("../db/client.server.ts");
  await pool.end();
}
