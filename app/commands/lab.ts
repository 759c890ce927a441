import { parseArgs } from "node:util";

import { startLab, type LabAddresses } from "../lab/lab.ts";
import { runCommand } from "./database.ts";

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      smtp: { type: "string", default: "2525" },
      http: { type: "string", default: "4000" },
      proxy: { type: "string", default: "4002" },
      app: { type: "string", default: "http://localhost:3000" },
    },
  });
  const [smtpPort, httpPort, proxyPort] = [values.smtp, values.http, values.proxy].map(Number) as [
    number,
    number,
    number,
  ];
  const lab = await startLab({ smtpPort, httpPort, proxyPort, app: values.app });
  const { url, smtpUrl, settings } = lab;
  if (!process.send) return console.log(howToUse(lab));
  // Started by `npm run dev`: ends with it, and not by the key press that ends it, since the last mail may still be on its way.
  process.on("SIGINT", () => {});
  process.once("disconnect", () => process.exit());
  process.send({ url, smtpUrl, settings } satisfies LabAddresses);
});

/** What to put into `.env`, for a production build on this machine. */
function howToUse({ url, smtpUrl, settings }: LabAddresses): string {
  const lines = [{ SMTP_URL: smtpUrl }, ...settings].flatMap(Object.entries).map(([name, value]) => `${name}=${value}`);
  return `The lab: ${url}/lab\nFor a production build on this machine, put into .env:\n\n${lines.join("\n")}\n`;
}
