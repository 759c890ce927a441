import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { commandLine, type Account } from "./account.ts";
import { isCluster, PASSWORD_FILE } from "./address.ts";

/** Makes the directory above `dataDir` so that another account can walk through it, whatever this process's umask is. */
export function makeParent(dataDir: string): void {
  const parent = dirname(dataDir);
  if (mkdirSync(parent, { recursive: true })) chmodSync(parent, 0o755);
}

/**
 * Makes a new database cluster with a password of its own at `dataDir`; takes about a second.
 * It is built beside and moved into place whole: a half-made one is never seen, and of two processes that do this at once the first wins.
 */
export function createCluster(
  dataDir: string,
  options: { account: Account; initdb: string; ephemeral: boolean },
): void {
  const draft = mkdtempSync(`${dataDir}.new-`);
  try {
    const passwordFile = join(draft, PASSWORD_FILE);
    writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    give(options.account, draft, passwordFile);
    initialize(join(draft, "data"), passwordFile, options);
    renameSync(passwordFile, join(draft, "data", PASSWORD_FILE));
    moveIntoPlace(join(draft, "data"), dataDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function give(account: Account, ...paths: string[]): void {
  const { uid, gid } = account;
  if (uid !== undefined && gid !== undefined) for (const path of paths) chownSync(path, uid, gid);
}

function initialize(
  directory: string,
  passwordFile: string,
  { account, initdb, ephemeral }: { account: Account; initdb: string; ephemeral: boolean },
): void {
  const args = ["-D", directory, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  // The same sort order on every operating system.
  args.push("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  if (ephemeral) args.push("--no-sync");
  const { uid, gid } = account;
  const made = spawnSync(...commandLine(account, initdb, args), { uid, gid, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`No database could be made in ${directory}: ${made.error ?? made.stderr}`);
}

function moveIntoPlace(made: string, dataDir: string): void {
  try {
    renameSync(made, dataDir);
  } catch (error) {
    if (isCluster(dataDir)) return;
    throw new Error(`${dataDir} is in the way of the embedded database: move it away or delete it.`, { cause: error });
  }
}
