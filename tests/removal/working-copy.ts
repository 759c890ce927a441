import { spawn } from "node:child_process";
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { readTree } from "#app/commands/removal/tree.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";

/** What a command said, all of it, and how it ended. */
export type Ended = { code: number | null; said: string };

/** A working copy of this repository as it is now, committed, somewhere else. */
export type WorkingCopy = {
  readonly root: string;
  /** Runs a command in it, as somebody would who has no network. */
  readonly run: (command: string, args: readonly string[], more?: Record<string, string>) => Promise<Ended>;
  /** The same, for a command that must succeed: throws with all it said otherwise. Gives what it said. */
  readonly must: (line: string, more?: Record<string, string>) => Promise<string>;
  readonly delete: () => void;
};

/** Makes one. Its packages are hard links, so that uninstalling there takes nothing away here. */
export async function makeWorkingCopy(): Promise<WorkingCopy> {
  const root = mkdtempSync(join(tmpdir(), "gatehouse-drill-"));
  for (const file of readTree().files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    copyFileSync(file, join(root, file));
  }
  linkFolder("node_modules", join(root, "node_modules"));
  const run: WorkingCopy["run"] = (command, args, more = {}) => runAt(root, command, args, more);
  const must: WorkingCopy["must"] = async (line, more) => {
    const [command = "", ...args] = line.split(" ");
    const { code, said } = await run(command, args, more);
    if (code !== 0) throw new Error(`${line} failed:\n${said}`);
    return said;
  };
  await must("git init --quiet");
  await commitAll(must);
  return { root, run, must, delete: () => rmSync(root, { recursive: true, force: true }) };
}

/** Commits whatever has changed. */
export async function commitAll(must: WorkingCopy["must"]): Promise<void> {
  await must("git add --all");
  await must("git -c user.name=drill -c user.email=drill@example.com commit --quiet --message=drill");
}

// npm writes into this one where it is, and caches are nobody else's.
const isOwn = (name: string) => name === ".package-lock.json";
const isCache = (name: string) => /^\.(cache|vite|vite-temp|vitest)$/.test(name);

function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (isCache(entry.name)) continue;
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (isOwn(entry.name)) copyFileSync(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target); // another file system
  }
}

const noNetwork = { npm_config_registry: "http://127.0.0.1:9", npm_config_audit: "false", npm_config_fund: "false" };

async function runAt(
  root: string,
  command: string,
  args: readonly string[],
  more: Record<string, string>,
): Promise<Ended> {
  const env = plainEnvironment({ ...noNetwork, ...more }) as NodeJS.ProcessEnv;
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  return { code, said };
}
