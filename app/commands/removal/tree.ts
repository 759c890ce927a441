import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The files of the working copy: those that git knows, and new ones that it does not ignore. */
export type Tree = { readonly files: readonly string[]; readonly read: (file: string) => string };

/** The working copy as it is now. */
export function readTree(): Tree {
  const listed = askGit("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const files = [...new Set(listed.split("\0"))].filter((file) => file !== "" && existsSync(file));
  return { files, read: (file) => readFileSync(file, "utf8") };
}

/** What differs from the last commit, a line for each file; empty where nothing does. */
export const uncommitted = (): string => askGit("status", "--porcelain").trimEnd();

const askGit = (...args: string[]) => execFileSync("git", args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
