import { runCommand, withDatabase } from "./database.ts";
import { closeDatabase, prepareDatabase } from "./prepare.ts";

await runCommand(() =>
  withDatabase(async (databaseUrl) => {
    await prepareDatabase(databaseUrl);
    await closeDatabase();
    console.log("The database is up to date.");
  }),
);
