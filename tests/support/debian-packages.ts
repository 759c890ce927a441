import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { holdingLock } from "./lock.ts";
import { runChild } from "./run-child.ts";

/**
 * Sees to it that `isThere` is true, by installing the Debian packages that `file` lists when it is not; no service is started. Gives a sentence that says why
 * when that cannot be: who is not root installs nothing.
 */
export async function ensureDebianPackages(
  file: URL,
  isThere: () => boolean,
): Promise<{ ok: true } | { ok: false; why: string }> {
  const packages = readFileSync(file, "utf8").trim().split("\n");
  const names = packages.join(" ");
  const cannot = (why: string) => ({ ok: false as const, why: `${names} cannot be had here: ${why}.` });
  if (isThere()) return { ok: true };
  if (process.getuid?.() !== 0) return cannot("only root can install packages; install them, and run this again");
  if (spawnSync("apt-get", ["--version"]).status !== 0) return cannot("there is no apt-get");
  try {
    // One at a time: tests beside each other want theirs, and the package manager refuses the second.
    await holdingLock("node_modules/.cache/debian-packages.lock", async () => {
      if (!isThere()) await install(packages);
    });
  } catch {
    return cannot("apt-get did not install them");
  }
  return isThere() ? { ok: true } : cannot("apt-get installed them, and they are not where they should be");
}

async function install(packages: readonly string[]): Promise<void> {
  // In runlevel 1 invoke-rc.d starts no service.
  const environment = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  await runChild("apt-get update", "apt-get", ["update", "-qq"], environment);
  const quietly = ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"];
  await runChild("apt-get install", "apt-get", [...quietly, ...packages], environment);
}
