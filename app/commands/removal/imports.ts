import { posix } from "node:path";

/** The file that an import in `file` names, as a path of the repository; null for a package. */
export function fileAt(specifier: string, file: string): string | null {
  const [, folder, rest] = /^#(app|tests)\/(.+)$/.exec(specifier) ?? [];
  if (folder && rest) return `${folder}/${rest}`;
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : null;
}

/** What a file's code names in its imports: paths of the repository, and packages as they stand there. */
export const importedBy = (file: string, source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport\(?|vi\.mock\()\s*"([^"\n]+)"/g)].map(
    ([, specifier = ""]) => fileAt(specifier, file) ?? specifier,
  );

/** True for files that hold code. */
export const isCode = (file: string): boolean => /\.(ts|tsx|js|mjs|css)$/.test(file);
