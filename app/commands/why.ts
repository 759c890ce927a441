import { parseArgs } from "node:util";

import type { AskedWhy, WhyFlaw } from "../auth/ask-why.server.ts";
import { runCommand, withDatabase } from "./database.ts";
import { closeDatabase } from "./prepare.ts";

const usage =
  "Ask like this: npm run why -- bob project:update P1 [--field budget] [--at 2026-05-06T21:40Z] [--address 10.1.2.3] [--json]";

await runCommand(async () => {
  const asked = readArguments();
  if (asked) await withDatabase(() => answer(asked));
  else complain(usage);
});

async function answer({ isJson, ...asked }: AskedWhy & { isJson: boolean }): Promise<void> {
  const { askWhy } = await import("../auth/ask-why.server.ts");
  const { models } = await import("../models.server.ts");
  const { proofText } = await import("../access/proof-text.ts");
  const { reportOf } = await import("../access/proof-report.ts");
  const answered = await askWhy(asked, models).finally(closeDatabase);
  if (!answered.ok) return complain(complaintAbout(answered.flaw, asked));
  console.log(isJson ? JSON.stringify(reportOf(answered.why), null, 2) : proofText(answered.why));
}

function readArguments(): (AskedWhy & { isJson: boolean }) | null {
  const string = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: "boolean" }, field: string, at: string, address: string },
    });
    const [user, permission, row, ...rest] = positionals;
    const { json: isJson = false, ...more } = values;
    return user && permission && rest.length === 0 ? { user, permission, isJson, ...(row && { row }), ...more } : null;
  } catch {
    return null; // an option that there is not
  }
}

function complaintAbout(flaw: WhyFlaw, { user, permission, row = "", field = "", at = "", address = "" }: AskedWhy) {
  const complaints: Record<WhyFlaw, string> = {
    user: `There is nobody called ${user}.`,
    permission: `There is no permission ${permission}. npm run routes shows those that routes ask for.`,
    row: `There is nothing with the id or name ${row}.`,
    rows: `Several things are called ${row}. Give the id.`,
    field: `There is no field ${field}.`,
    at: `${at} is no moment. Write it like 2026-05-06T21:40Z.`,
    address: `${address} is no address. Write it like 10.1.2.3.`,
  };
  return complaints[flaw];
}

// 2: the question was wrong. Both answers are 0: a no is an answer too.
function complain(line: string): void {
  console.error(line);
  process.exitCode = 2;
}
