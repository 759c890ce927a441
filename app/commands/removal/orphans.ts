import { importedBy, isCode } from "./imports.ts";
import type { Tree } from "./tree.ts";

const isShared = (file: string) => isCode(file) && /^(app\/lab|tests)\//.test(file);

/**
 * Files of the lab and of the tests that somebody imported in `before` and nobody does in `after`: what features shared there goes with the
 * last of them. Elsewhere code that nobody uses may be waiting for yours.
 */
export function findOrphans(before: Tree, after: Tree): string[] {
  const [had, have] = [importsOf(before), importsOf(after)];
  const orphans = after.files.filter((file) => isShared(file) && had.has(file) && !have.has(file));
  if (orphans.length === 0) return [];
  const files = after.files.filter((file) => !orphans.includes(file));
  return [...orphans, ...findOrphans(before, { ...after, files })];
}

const importsOf = ({ files, read }: Tree): ReadonlySet<string> =>
  new Set(files.filter(isCode).flatMap((file) => importedBy(file, read(file)).filter((path) => path !== file)));
