import { parseArgs } from "node:util";

import { startLab, type LabAddresses } from "../lab/lab.ts";
import { runCommand } from "./database.ts";

await runCommand(async () => {
  const { values } = parseArgs({
    options: { smtp: { type: "string", default: "2525" }, http: { type: "string", default: "4000" } },
  });
  const { url, smtpUrl } = await startLab({ smtpPort: Number(values.smtp), httpPort: Number(values.http) });
  if (!process.send) return console.log(`Mailbox: ${url}/lab/mail\nPoint the app at it with: SMTP_URL=${smtpUrl}`);
  // Started by `npm run dev`: ends with it, and not by the key press that ends it, since the last mail may still be on its way.
  process.on("SIGINT", () => {});
  process.once("disconnect", () => process.exit());
  process.send({ url, smtpUrl } satisfies LabAddresses);
});
