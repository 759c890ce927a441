import { runCommand, withDatabase } from "./database.ts";
import { closeDatabase } from "./prepare.ts";

await runCommand(() =>
  withDatabase(async () => {
    const { verifyChain } = await import("../audit/verify.server.ts");
    const { db } = await import("../db/client.server.ts");
    const report = await verifyChain(db);
    await closeDatabase();
    if (!report.intact)
      throw new Error(
        `The audit log is broken at event ${report.brokenAt}: rows were ${report.problem === "changed" ? "changed" : "removed"}.`,
      );
    console.log(
      `The audit log is intact: ${report.events} events. Its end is ${report.head || "empty"}; note it where nobody can change it.`,
    );
  }),
);
