import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe has against the page as it looks now, whatever its weight: one line for each finding. `only` limits it to these rules. */
export async function axeFindings(page: Page, only?: string[]): Promise<string[]> {
  // Legacy mode: otherwise axe ends in an empty page of its own. No preload: it would fetch every stylesheet again, for a rule not in use.
  // Of what it has nothing against it need not describe each element: a fifth of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ preload: false, resultTypes: ["violations"] });
  const { violations } = await (only ? axe.withRules(only) : axe).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${impact}: ${id}: ${node.html}: ${node.failureSummary}`),
  );
}
