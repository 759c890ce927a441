import { drizzle } from "drizzle-orm/node-postgres";
import { Client } from "pg";

import { runCommand, withDatabase } from "./database.ts";

await runCommand(() =>
  withDatabase(async (databaseUrl) => {
    const { verifyChain } = await import("../audit/verify.server.ts");
    // A connection of its own, without the limits of the pool: a long log takes as long as it takes.
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const report = await verifyChain(drizzle(client)).finally(() => client.end());
    if (!report.intact)
      throw new Error(
        `The audit log is broken at event ${report.brokenAt}: rows were ${report.problem === "changed" ? "changed" : "removed"}.`,
      );
    console.log(
      `The audit log is intact: ${report.events} events. Its end is ${report.head || "empty"}; note it where nobody can change it.`,
    );
  }),
);
