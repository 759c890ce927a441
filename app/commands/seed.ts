import { refuseUnlessMeant, runCommand, withDatabase } from "./database.ts";
import { closeDatabase, prepareDatabase } from "./prepare.ts";

await runCommand(() =>
  withDatabase(async (databaseUrl) => {
    refuseUnlessMeant(databaseUrl, "The demo people have a password that everybody knows.");
    await prepareDatabase(databaseUrl);
    const { seedDemoData } = await import("../db/seed.ts");
    const result = await seedDemoData();
    await closeDatabase();
    console.log(
      result === "filled" ? "The demo data is in." : "The database has people in it already; nothing was changed.",
    );
  }),
);
