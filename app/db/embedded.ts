import { rmSync } from "node:fs";
import { resolve } from "node:path";

import { chooseAccount } from "./embedded-account.ts";
import { isCluster, urlOf } from "./embedded-address.ts";
import { findBinaries } from "./embedded-binaries.ts";
import { createCluster, makeParent } from "./embedded-cluster.ts";
import { keepOnLeash } from "./embedded-leash.ts";
import { launch } from "./embedded-launch.ts";
import { claim, isAbandoned } from "./embedded-owner.ts";
import { answeringServer, stopServer, type Server } from "./embedded-server.ts";

/** A running PostgreSQL. `owner`: this process answers for it, so `stop()` ends it; for everybody else `stop()` does nothing. */
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
  if (running) return attached(dataDir, running);

  const binaries = findBinaries();
  makeParent(dataDir);
  const account = chooseAccount(dataDir, binaries.postgres);
  if (!isCluster(dataDir)) createCluster(dataDir, { account, initdb: binaries.initdb, ephemeral });
  const { server, isOurs } = await launch(dataDir, { account, postgres: binaries.postgres, ephemeral });
  if (!isOurs) return attached(dataDir, server);
  return ephemeral ? leashed(dataDir, server) : owned(dataDir, server);
}

/** A server whose launcher was killed has nobody left to stop it: whoever finds it takes it over. */
function attached(dataDir: string, server: Server): Embedded {
  if (isAbandoned(dataDir, server.pid)) return owned(dataDir, server);
  return { url: urlOf(dataDir, server.port), owner: false, stop: async () => {} };
}

function owned(dataDir: string, server: Server): Embedded {
  claim(dataDir, server.pid);
  return { url: urlOf(dataDir, server.port), owner: true, stop: () => stopServer(dataDir, server, "SIGINT") };
}

function leashed(dataDir: string, server: Server): Embedded {
  claim(dataDir, server.pid);
  const release = keepOnLeash(dataDir, server.pid);
  const stop = async () => {
    release();
    // Immediate shutdown: a checkpoint of data that is deleted next would be wasted.
    await stopServer(dataDir, server, "SIGQUIT");
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  return { url: urlOf(dataDir, server.port), owner: true, stop };
}
