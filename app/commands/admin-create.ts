import { parseArgs } from "node:util";

import { runCommand, withDatabase } from "./database.ts";
import { closeDatabase } from "./prepare.ts";

await runCommand(() =>
  withDatabase(async () => {
    const { values } = parseArgs({ options: { email: { type: "string" } } });
    const { emailField } = await import("../auth/account-fields.ts");
    const email = emailField.safeParse(values.email ?? "");
    if (!email.success) throw new Error("Say whose account it is: npm run admin:create -- --email you@example.com");
    const { createAdministrator } = await import("../auth/first-administrator.server.ts");
    const link = await createAdministrator(email.data);
    await closeDatabase();
    console.log(`Open this link within 30 minutes to choose a password. It works once:\n${link}`);
  }),
);
