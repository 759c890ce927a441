import { createHash } from "node:crypto";

type Query<Rows> = {
  toSQL: () => { sql: string };
  prepare: (name: string) => { execute: () => Promise<Rows> };
};

// A connection keeps what it has prepared for as long as it lives.
const MOST_STATEMENTS = 200;
const names = new Map<string, string>();

/**
 * Runs a query under a name made from its text, so that each connection reads and plans it once and not at every call; for lists and other
 * queries whose text depends on who asks. After two hundred different texts, new ones run unprepared.
 */
export function runPrepared<Rows>(query: Query<Rows> & PromiseLike<Rows>): PromiseLike<Rows> {
  const name = nameOf(query.toSQL().sql);
  return name ? query.prepare(name).execute() : query;
}

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known || names.size >= MOST_STATEMENTS) return known ?? null;
  const name = `q_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
  names.set(text, name);
  return name;
}
