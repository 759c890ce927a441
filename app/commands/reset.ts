import { Client } from "pg";

import { refuseUnlessMeant, runCommand, withDatabase } from "./database.ts";
import { closeDatabase, prepareDatabase } from "./prepare.ts";

await runCommand(async () => {
  if (process.env.NODE_ENV === "production")
    throw new Error("db:reset deletes everything: it never runs in production.");
  await withDatabase(async (databaseUrl) => {
    refuseUnlessMeant(databaseUrl, "db:reset deletes everything.");
    await dropEverything(databaseUrl);
    await prepareDatabase(databaseUrl);
    const { seedDemoData } = await import("../db/seed.ts");
    await seedDemoData();
    await closeDatabase();
  });
  console.log("The database is as on the first day.");
});

async function dropEverything(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("drop schema if exists auth, drizzle, public cascade; create schema public");
  await client.end();
}
