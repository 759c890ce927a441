import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { commandLine, type Account } from "./account.ts";
import { freePort } from "./port.ts";
import { answeringServer, findServer, GLANCE, type Server } from "./server.ts";

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "shared_buffers=64MB",
  "synchronous_commit=off",
  "timezone=UTC",
];
/** What only a database may do that is thrown away with its test run. */
const careless = [
  "max_connections=300",
  "fsync=off",
  "full_page_writes=off",
  "autovacuum=off",
  "max_wal_senders=0",
  "wal_level=minimal",
];

/**
 * Starts PostgreSQL on `dataDir` and resolves once it is ready.
 * The server's own lock file decides between two launchers at once: the slower one gets the other's server, with `isOurs` false.
 */
export async function launch(
  dataDir: string,
  options: { account: Account; postgres: string; ephemeral: boolean },
): Promise<{ server: Server; isOurs: boolean }> {
  const { account, postgres, ephemeral } = options;
  const args = ["-D", dataDir, "-p", String(await freePort())];
  for (const setting of ephemeral ? [...settings, ...careless] : settings) args.push("-c", setting);
  const server = await untilReady(dataDir, start(dataDir, account, commandLine(account, postgres, args)));
  if (server) return { server, isOurs: true };
  const other = await answeringServer(dataDir);
  if (other) return { server: other, isOurs: false };
  throw new Error(`PostgreSQL did not start on ${dataDir}:\n${lastWords(dataDir)}`);
}

function start(dataDir: string, { uid, gid }: Account, [command, args]: [string, string[]]) {
  const log = openSync(logFile(dataDir), "a", 0o600);
  try {
    // Detached: Ctrl-C in the terminal must not reach the database before the application has closed.
    const child = spawn(command, args, { uid, gid, stdio: ["ignore", log, log], detached: true });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function untilReady(dataDir: string, child: ReturnType<typeof spawn>): Promise<Server | null> {
  child.once("error", () => {}); // told by the missing pid
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const server = findServer(dataDir);
    if (server?.pid === child.pid && server.isReady) return server;
    await pause(GLANCE);
  }
  return null;
}

const logFile = (dataDir: string) => join(dataDir, "server.log");
const lastWords = (dataDir: string) => readFileSync(logFile(dataDir), "utf8").split("\n").slice(-10).join("\n");
