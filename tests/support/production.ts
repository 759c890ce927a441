import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

import { freePort } from "#app/db/embedded/port.ts";

import { cheapHashes } from "./cheap-hashes.ts";
import { plainEnvironment } from "./run-child.ts";
import { newTokenKeys } from "./token-keys.ts";

/** The built app as people will run it: a process of its own, in production mode, at `url`. */
export type Production = { readonly url: string; readonly process: ChildProcess; stop: () => Promise<void> };

/**
 * Starts the production build on a free port of this machine, with fresh keys, and resolves once it answers `/ready`, or what `until` names.
 * Address limits are off, because every browser of a test run has the same address. `more` adds to the environment or overrides it, the port
 * (PORT) too, where it must be known before.
 */
export async function startProduction(
  databaseUrl: string,
  more: Record<string, string> = {},
  until: "/ready" | "/health" = "/ready",
): Promise<Production> {
  const port = more.PORT ? Number(more.PORT) : await freePort();
  const url = `http://localhost:${port}`;
  const env = plainEnvironment({
    NODE_ENV: "production",
    APP_URL: url,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    ADDRESS_LIMITS: "off",
    LOG_LEVEL: "warn",
    ...freshKeys(),
    ...cheapHashes,
    ...more,
  });
  const server = spawn(process.execPath, ["app/server/main.js"], {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "inherit", "inherit"],
  });
  await untilAnswered(url + until, server);
  return { url, process: server, stop: () => end(server) };
}

const secret = () => `1:${randomBytes(32).toString("base64url")}`;

const freshKeys = () => ({
  SESSION_SIGNING_KEYS: secret(),
  API_KEY_SIGNING_KEYS: secret(),
  DATA_ENCRYPTION_KEYS: secret(),
  TOKEN_SIGNING_KEYS: newTokenKeys(),
});

async function untilAnswered(address: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (hasEnded(server)) break;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  await end(server);
  throw new Error("The production server did not become ready; what it said stands above.");
}

async function end(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  server.kill("SIGTERM");
  await once(server, "exit");
}

const hasEnded = (server: ChildProcess) => server.exitCode !== null || server.signalCode !== null;
