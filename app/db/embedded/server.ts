import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";

import { seconds } from "#app/clock.ts";
import { urlOf } from "./address.ts";
import { isKnown, isPostgres, signal } from "./process.ts";

/** A PostgreSQL as its pid file describes it. */
export type Server = { readonly pid: number; readonly port: number; readonly isReady: boolean };

/** How often a server that starts or stops is looked at, in milliseconds. */
export const GLANCE = 25;
const PATIENCE = seconds(30);

/** The server process that holds `dataDir`, or null. */
export function findServer(dataDir: string): Server | null {
  const file = join(dataDir, "postmaster.pid");
  const [pid, , , port, , , , status] = readLines(file);
  if (!pid) return null;
  if (isPostgres(Number(pid))) return { pid: Number(pid), port: Number(port), isReady: status === "ready" };
  // After a crash PostgreSQL sees by itself that its process is gone, but not that the number now belongs to another program.
  if (isKnown(Number(pid))) rmSync(file, { force: true });
  return null;
}

/** The server on `dataDir` once it lets us in, waiting while it starts, recovers or stops; null when there is none. */
export async function answeringServer(dataDir: string): Promise<Server | null> {
  for (let waited = 0; waited < PATIENCE; waited += GLANCE) {
    const server = findServer(dataDir);
    if (!server) return null;
    if (server.isReady && (await letsUsIn(urlOf(dataDir, server.port)))) return server;
    await pause(GLANCE);
  }
  throw new Error(`The PostgreSQL in ${dataDir} runs but does not answer: see its server.log, or end it.`);
}

/** Ends `server` and waits for it. SIGINT lets it write everything down, SIGQUIT does not; it gets ten seconds before the latter. */
export async function stopServer(dataDir: string, server: Server, firmness: "SIGINT" | "SIGQUIT"): Promise<void> {
  for (let waited = 0; findServer(dataDir)?.pid === server.pid; waited += GLANCE) {
    if (waited === 0) signal(server.pid, firmness);
    if (waited === seconds(10)) signal(server.pid, "SIGQUIT");
    await pause(GLANCE);
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new Error(`The embedded database of another account is in the way: ${file} cannot be read.`, {
      cause: error,
    });
  }
}

async function letsUsIn(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: seconds(2) });
  client.on("error", () => {}); // it may be stopping at this moment
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
