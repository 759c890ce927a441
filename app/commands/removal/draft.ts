import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** A copy of the working copy, with the packages of the original: whatever fails in it has changed nothing. */
export type Draft = {
  readonly root: string;
  readonly write: (file: string, text: string) => void;
  readonly drop: (file: string) => void;
  /** Runs a program in it and gives what it said; throws with that when it fails. */
  readonly run: (command: string, ...args: string[]) => string;
  /** Makes a file of the original what it is in the draft: changed, new, or gone. */
  readonly bringOver: (file: string) => void;
};

/** Does `work` in a draft that has these files, and takes it away again. */
export async function inDraft<Result>(
  files: readonly string[],
  work: (draft: Draft) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "gatehouse-removal-"));
  try {
    for (const file of files) copy(file, join(root, file));
    symlinkSync(resolve("node_modules"), join(root, "node_modules"), "junction");
    return await work(draftAt(root));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const draftAt = (root: string): Draft => ({
  root,
  write: (file, text) => writeFileSync(join(root, file), text),
  drop: (file) => rmSync(join(root, file)),
  run: (command, ...args) => runQuietly(root, command, ...args),
  bringOver(file) {
    if (existsSync(join(root, file))) copy(join(root, file), file);
    else rmSync(file);
  },
});

/** Runs a program in a folder and gives what it said; throws with that when it fails. */
export function runQuietly(folder: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  const said = [stdout, stderr, error].filter(Boolean).join("\n");
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed.\n${said}`);
  return said;
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
