import { parseArgs } from "node:util";

import { startLab, type LabAddresses } from "../lab/lab.ts";
import { runCommand } from "./database.ts";

await runCommand(async () => {
  const { values } = parseArgs({
    options: { smtp: { type: "string", default: "2525" }, http: { type: "string", default: "4000" } },
  });
  const lab = await startLab({ smtpPort: Number(values.smtp), httpPort: Number(values.http) });
  const { url, smtpUrl, openIdSettings } = lab;
  if (!process.send) return console.log(howToUse(lab));
  // Started by `npm run dev`: ends with it, and not by the key press that ends it, since the last mail may still be on its way.
  process.on("SIGINT", () => {});
  process.once("disconnect", () => process.exit());
  process.send({ url, smtpUrl, openIdSettings } satisfies LabAddresses);
});

/** What to put into `.env`, for a production build on this machine. */
function howToUse({ url, smtpUrl, openIdSettings }: LabAddresses): string {
  const lines = Object.entries({ SMTP_URL: smtpUrl, ...openIdSettings }).map(([name, value]) => `${name}=${value}`);
  return `The lab: ${url}/lab\nFor a production build on this machine, put into .env:\n\n${lines.join("\n")}\n`;
}
