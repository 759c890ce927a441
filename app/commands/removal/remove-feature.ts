import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { dirname } from "node:path";

import { inDraft, runQuietly, type Draft } from "./draft.ts";
import { rowSqlOf, writeMigration } from "./migration.ts";
import { planRemovals, type Plan, type Removed } from "./plan.ts";
import { readTree } from "./tree.ts";

/** What was done, with the migration that was written and not run, if there is one. */
export type RemovalOutcome =
  { ok: true; plan: Plan; migration: string | null } | { ok: false; problems: readonly string[] };

const OFFLINE = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund"];

/**
 * Takes features out of the working copy that this runs in: all of them, or nothing where a piece of one is not found. It is done in a
 * draft, and brought over at the end, with one migration for all. Needs no network. Throws with what a tool said when one fails; then, too,
 * nothing has changed.
 */
export async function removeFeatures(removed: readonly Removed[]): Promise<RemovalOutcome> {
  const tree = readTree();
  const planned = await planRemovals(removed, tree);
  if (!planned.ok) return planned;
  const { plan } = planned;
  const made = await inDraft(tree.files, async (draft) => {
    carryOut(plan, draft);
    const names = removed.map(({ feature }) => feature.name);
    const tables = removed.flatMap(({ removal }) => removal.tables);
    const migration = writeMigration(
      draft,
      names.join("-"),
      tables,
      names.flatMap((name) => rowSqlOf(name) ?? []),
    );
    const packages = plan.packages.length > 0 ? ["package.json", "package-lock.json"] : [];
    for (const file of [...plan.gone, ...plan.changed.keys(), ...packages, ...migration, COVERAGE])
      draft.bringOver(file);
    return migration;
  });
  for (const file of plan.gone) dropIfEmpty(dirname(file));
  // Only what lies about in node_modules: package.json and the lock file have lost them already.
  if (plan.packages.length > 0) runQuietly(".", "npm", "prune", ...OFFLINE);
  return { ok: true, plan, migration: made[0] ?? null };
}

const COVERAGE = ".generated/route-coverage.ts";

function carryOut({ gone, changed, packages }: Plan, draft: Draft): void {
  for (const file of gone) draft.drop(file);
  for (const [file, text] of changed) draft.write(file, text);
  if (packages.length > 0) draft.run("npm", "uninstall", "--package-lock-only", ...OFFLINE, ...packages);
  draft.run(process.execPath, "--import", "tsx", "app/commands/route-coverage.ts"); // which also loads all routes
}

function dropIfEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  dropIfEmpty(dirname(folder));
}
