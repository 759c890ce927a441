import type { Page } from "@playwright/test";
import axe from "axe-core";

/** What axe has against the page as it looks now, whatever its weight: one line for each finding. `only` limits it to these rules. */
export async function axeFindings(page: Page, only?: string[]): Promise<string[]> {
  // Once a page, however often it is looked at: bringing axe there takes as long as a look.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    preload: false, // it would fetch every stylesheet again, for a rule not in use
    resultTypes: ["violations"], // what it has nothing against it need not describe: a fifth of the time
    ...(only ? { runOnly: only } : {}),
  };
  const { violations } = await page.evaluate(judge, options);
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${impact}: ${id}: ${node.html}: ${node.failureSummary}`),
  );
}

// Runs in the page, where axe is a global of its own.
const judge = (options: axe.RunOptions) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, options);
