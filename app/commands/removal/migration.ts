import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Draft } from "./draft.ts";

const BREAK = "--> statement-breakpoint";

/**
 * Writes, in a draft whose code has lost the feature, the migration that drops its tables and then its rows in tables of the core, by the
 * SQL given. Gives the files that are new or changed by it, the migration first; none where there is nothing to drop. Throws when the code's
 * tables and the migrations differ in something else, which would be in it too.
 */
export function writeMigration(
  draft: Draft,
  name: string,
  tables: readonly string[],
  sql: readonly string[],
): string[] {
  if (tables.length === 0 && sql.length === 0) return [];
  const before = filesAt(draft);
  const kind = tables.length === 0 ? ["--custom"] : [];
  const said = draft.run("npm", "run", "db:generate", "--", "--name", `remove-${name}`, ...kind);
  const made = filesAt(draft).filter((file) => !before.includes(file));
  const [file] = made;
  const written = file && tables.length > 0 ? statementsOf(readFileSync(join(draft.root, file), "utf8")) : [];
  const expected = tables.map((table) => `DROP TABLE "auth"."${table}" CASCADE;`);
  if (!file)
    throw new Error(
      `drizzle-kit wrote nothing. Is there a table that no migration makes? Run npm run db:generate first.\n${said}`,
    );
  if (written.toSorted().join() !== expected.toSorted().join())
    throw new Error(
      `To remove ${name}, ${tables.join(", ")} should be dropped and nothing else done, but:\n${written.join("\n")}`,
    );
  draft.write(file, `${[...written, ...sql.map((text) => text.trim())].join(`\n${BREAK}\n`)}\n`);
  return [...made, "drizzle/meta/_journal.json"];
}

/** The SQL of a feature about rows in tables of the core, or null when it has none. */
export function rowSqlOf(name: string): string | null {
  const file = `app/features/${name}/removal.sql`;
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

const filesAt = ({ root }: Draft) =>
  ["drizzle", "drizzle/meta"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => /^\d/.test(file))
      .map((file) => `${folder}/${file}`),
  );

const statementsOf = (text: string) => text.split(BREAK).flatMap((statement) => statement.trim() || []);
