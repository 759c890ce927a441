import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { isRunning } from "./process.ts";

/**
 * Writes down that this process uses the server on `dataDir`. The answer takes that back, and is true for the last one out,
 * who has to end the server: a command that started it may be done while the development server still needs it.
 */
export function enter(dataDir: string): () => boolean {
  const book = join(dataDir, "processes");
  const entry = join(book, `${process.pid}.${randomUUID()}`);
  mkdirSync(book, { recursive: true, mode: 0o700 });
  writeFileSync(entry, "");
  return () => {
    rmSync(entry, { force: true });
    return othersIn(book).length === 0;
  };
}

/** The entries of living processes. Those of killed ones are struck out, so a server they left behind finds its end, too. */
function othersIn(book: string): string[] {
  const entries = readdirSync(book);
  const living = entries.filter((entry) => isRunning(Number(entry.split(".")[0])));
  for (const entry of entries) if (!living.includes(entry)) rmSync(join(book, entry), { force: true });
  return living;
}
