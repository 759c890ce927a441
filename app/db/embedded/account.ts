import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";

import { isCluster } from "./address.ts";
import { noEmbedded } from "./refusal.ts";

/** How a program is started: words put in front of its command line, or the ids it runs under. */
export type Account = { readonly prefix: readonly string[]; readonly uid?: number; readonly gid?: number };

const ourselves: Account = { prefix: [] };
/** Still root outside, so any directory root owns will do, but not root in the eyes of PostgreSQL. */
const unshared: Account = { prefix: ["unshare", "--user", "--map-user=1000", "--map-group=1000"] };
/** For containers that forbid user namespaces; needs directories that others may walk through. */
const nobody: Account = { prefix: [], uid: 65_534, gid: 65_534 };

/**
 * Under which account PostgreSQL runs on `dataDir`. Only root has a choice to make, because PostgreSQL refuses to run as root.
 * A data directory is remembered by who owns it: the same account runs it for ever.
 */
export function chooseAccount(dataDir: string, postgres: string): Account {
  const problems: string[] = [];
  for (const account of candidates(dataDir)) {
    const problem = problemOf(account, postgres, ["--version"]) ?? problemOf(account, ...walkInto(dirname(dataDir)));
    if (!problem) return account;
    problems.push(problem);
  }
  throw noEmbedded(`The PostgreSQL in node_modules does not run here (${problems.join("; ")})`);
}

/** The command line of `command` under `account`, as `spawn` takes it. */
export function commandLine(account: Account, command: string, args: readonly string[]): [string, string[]] {
  const [first = command, ...rest] = [...account.prefix, command, ...args];
  return [first, rest];
}

function candidates(dataDir: string): Account[] {
  if (process.getuid?.() !== 0) return [ourselves];
  if (!isCluster(dataDir)) return [unshared, nobody];
  const { uid, gid } = statSync(dataDir);
  return uid === 0 ? [unshared] : [{ prefix: [], uid, gid }];
}

function problemOf(account: Account, command: string, args: readonly string[]): string | null {
  const { uid, gid } = account;
  const tried = spawnSync(...commandLine(account, command, args), { uid, gid, encoding: "utf8" });
  if (tried.status === 0) return null;
  return tried.error?.message ?? (tried.stderr.trim() || `${command} ${args.join(" ")} failed`);
}

const walkInto = (directory: string): [string, string[]] =>
  process.platform === "win32" ? ["cmd", ["/c", "exit 0"]] : ["test", ["-x", directory]];
