import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { runChild } from "#tests/support/run-child.ts";

/** What we are compared with, at exact versions. Never in package.json: nobody needs them to run or test the app. */
export const peers = {
  "better-auth": "1.7.25",
  "@better-auth/api-key": "1.7.5",
  lucia: "3.2.2",
  "@lucia-auth/adapter-postgresql": "3.1.2",
  casbin: "5.51.1",
  "@casl/ability": "7.0.1",
  pg: "8.23.1",
} as const;

/** Installs the peers and their little servers in `folder`. No install script of theirs runs. */
export async function installPeers(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies: peers }));
  // better-auth's plugin for keys asks for the very parts of an older better-auth.
  const flags = [
    "--legacy-peer-deps",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--loglevel=error",
  ];
  await runChild("installing the peers", "npm", ["install", "--prefix", folder, ...flags]);
  cpSync(fileURLToPath(new URL(".", import.meta.url)), folder, { recursive: true });
}
