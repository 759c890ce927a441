import { migrateDatabase } from "#app/db/migrate.server.ts";

import type { DatabaseServer } from "./database-server.ts";
import { cheapHashes } from "./cheap-hashes.ts";
import { createDatabase, templateName } from "./databases.ts";
import { runChild } from "./run-child.ts";

/** Makes both templates on `server`. */
export async function createTemplates(server: DatabaseServer): Promise<void> {
  await migrateDatabase(await createDatabase(server, templateName(server, "migrated")));
  await seed(await createDatabase(server, templateName(server, "seeded"), templateName(server, "migrated")));
}

/** Fills the migrated database at `url` with the demo data; in a process of its own, because the app has one database. */
async function seed(url: string): Promise<void> {
  const script = `
    import { pool } from "#app/db/client.server.ts";
    import { seedDemoData } from "#app/db/seed.ts";
    await seedDemoData();
    await pool.end();`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  await runChild("filling the demo data", process.execPath, args, { DATABASE_URL: url, ...cheapHashes });
}
