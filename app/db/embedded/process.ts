import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** True when the system knows a process with this number; one that has ended but was never waited for counts too. */
export function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** True while the process `pid` runs. In a container the dead may stay known for ever, because nothing waits for them. */
export const isRunning = (pid: number): boolean => commandOf(pid) !== "";

/** True when the process `pid` is a PostgreSQL. Numbers are used again after a restart of the machine or container. */
export const isPostgres = (pid: number): boolean => /(^|\/)postgres([\s\0:]|$)/.test(commandOf(pid));

/** Sends `name` to the process `pid`; one that has just ended is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  if (isKnown(pid)) process.kill(pid, name);
}

function commandOf(pid: number): string {
  if (!isKnown(pid)) return "";
  if (process.platform === "win32") return "postgres"; // no cheap way to ask: believe the number
  if (process.platform !== "linux") return spawnSync("ps", ["-p", String(pid), "-o", "command="]).stdout.toString();
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8"); // empty for one that has ended
  } catch {
    return "";
  }
}
