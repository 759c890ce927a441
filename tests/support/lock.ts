import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { isRunning } from "#app/db/embedded/process.ts";

/** Does `work` while no other process does work under the same lock file; waits as long as the holder lives. */
export async function holdingLock(file: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    if (isLeftOver(file)) rmSync(file, { force: true });
    else await pause(200);
  }
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** True when the lock's holder is dead: it was killed before it could give the lock back. */
function isLeftOver(file: string): boolean {
  try {
    const holder = readFileSync(file, "utf8");
    return holder !== "" && !isRunning(Number(holder));
  } catch {
    return false; // given back just now
  }
}
