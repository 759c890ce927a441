import { rmSync } from "node:fs";
import { resolve } from "node:path";

import { chooseAccount } from "./embedded/account.ts";
import { isCluster, urlOf } from "./embedded/address.ts";
import { enter } from "./embedded/attendance.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { createCluster, makeParent } from "./embedded/cluster.ts";
import { launch } from "./embedded/launch.ts";
import { keepOnLeash } from "./embedded/leash.ts";
import { answeringServer, stopServer, type Server } from "./embedded/server.ts";

/** A running PostgreSQL. `owner`: this process started it. `stop()` parts from it and ends it, unless other processes use it still. */
export type Embedded = { url: string; owner: boolean; stop: () => Promise<void> };

/**
 * Starts the PostgreSQL out of node_modules on `dataDir`, or attaches to the one that runs there already; resolves once it answers.
 * It listens on 127.0.0.1 only, on a free port, behind a generated password that lies in the data directory.
 * `ephemeral` is for tests: no durability, and server and data directory vanish with this process, however it ends.
 * Safe from several processes at once, as root, after a crash of either side. For development and tests; production sets DATABASE_URL.
 */
export async function startEmbedded(options: { dataDir: string; ephemeral?: boolean }): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const ephemeral = options.ephemeral ?? false;
  const running = await answeringServer(dataDir);
  if (running) return shared(dataDir, running, false);

  const binaries = findBinaries();
  makeParent(dataDir);
  const account = chooseAccount(dataDir, binaries.postgres);
  if (!isCluster(dataDir)) createCluster(dataDir, { account, initdb: binaries.initdb, ephemeral });
  const { server, isOurs } = await launch(dataDir, { account, postgres: binaries.postgres, ephemeral });
  return ephemeral && isOurs ? leashed(dataDir, server) : shared(dataDir, server, isOurs);
}

function shared(dataDir: string, server: Server, owner: boolean): Embedded {
  const leave = enter(dataDir);
  const stop = async () => {
    if (leave()) await stopServer(dataDir, server, "SIGINT");
  };
  return { url: urlOf(dataDir, server.port), owner, stop };
}

function leashed(dataDir: string, server: Server): Embedded {
  const release = keepOnLeash(dataDir, server.pid);
  const stop = async () => {
    release();
    // Immediate shutdown: a checkpoint of data that is deleted next would be wasted.
    await stopServer(dataDir, server, "SIGQUIT");
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  return { url: urlOf(dataDir, server.port), owner: true, stop };
}
