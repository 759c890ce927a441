import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { isRunning } from "./embedded-process.ts";

const ownerFile = (dataDir: string) => join(dataDir, "launcher.pid");

/** Writes down that this process answers for the server process `server` on `dataDir`. */
export const claim = (dataDir: string, server: number) =>
  writeFileSync(ownerFile(dataDir), `${server} ${process.pid}`, { mode: 0o600 });

/** True when the process that answered for the server process `server` is gone, so that nobody would ever stop it. */
export function isAbandoned(dataDir: string, server: number): boolean {
  const [claimed, launcher] = readClaim(dataDir);
  // A claim on an earlier server says nothing: this one's launcher is about to write its own.
  return claimed === server && launcher !== undefined && !isRunning(launcher);
}

function readClaim(dataDir: string): number[] {
  try {
    return readFileSync(ownerFile(dataDir), "utf8").split(" ").map(Number);
  } catch {
    return [];
  }
}
