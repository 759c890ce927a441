import { parseArgs } from "node:util";

import { features } from "../features/enabled.ts";
import type { Feature } from "../features/feature.ts";
import type { Removal } from "../features/removal.ts";
import { runCommand } from "./database.ts";
import type { Removed } from "./removal/plan.ts";
import { removeFeatures, type RemovalOutcome } from "./removal/remove-feature.ts";
import { uncommitted } from "./removal/tree.ts";

await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { force: { type: "boolean" } } });
  const named = features.filter(({ name }) => positionals.includes(name));
  if (named.length === 0 || named.length < positionals.length) throw new Error(usage());
  refuseUnlessCommitted(values.force ?? false);
  const names = named.map(({ name }) => name).join(", ");
  console.log(`Taking out ${names}. It is done in a copy first, so that either all of it happens or nothing.`);
  report(names, await removeFeatures(await Promise.all(named.map(withRemoval))));
});

async function withRemoval(feature: Feature): Promise<Removed> {
  const { removal } = (await import(`../features/${feature.name}/removal.ts`)) as { removal: Removal };
  return { feature, removal };
}

function usage(): string {
  const names = features.map(({ name }) => name).join(", ");
  return `Say which features are to go: npm run remove -- NAME... ${names ? `There is ${names}.` : "There is none left."}`;
}

// What is not committed could not be told from what the removal does, nor be had back.
function refuseUnlessCommitted(isForced: boolean): void {
  const changes = uncommitted();
  if (changes && !isForced) throw new Error(`Commit or put away your changes first, or add --force:\n${changes}`);
}

function report(names: string, outcome: RemovalOutcome): void {
  if (!outcome.ok)
    throw new Error(
      `Nothing was changed. What app/features/NAME/removal.ts says (${names}) is not what was found:\n${listed(outcome.problems)}`,
    );
  const { plan, migration } = outcome;
  const { settings } = plan;
  console.log(`Deleted:\n${listed(plan.gone)}\nChanged:\n${listed([...plan.changed.keys()])}`);
  if (plan.packages.length > 0) console.log(`Uninstalled: ${plan.packages.join(", ")}`);
  if (plan.keptPackages.length > 0) console.log(`Still used by others, so kept: ${plan.keptPackages.join(", ")}`);
  console.log(
    `\nLeft to do:\n${listed([
      "look at `git diff`, run `npm test`, and commit",
      ...(migration
        ? [`read ${migration}; where the database is, \`npm run db:migrate\` carries it out when you are ready`]
        : []),
      ...(settings.length > 0 ? [`take its settings out of your environment: ${settings.join(", ")}`] : []),
    ])}`,
  );
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
