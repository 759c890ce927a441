import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { plainEnvironment, runChild } from "#tests/support/run-child.ts";

import { arePartOfApp, keyText } from "./people/programs.ts";

/** The folders of one run, all under a temporary one: the peers, our app with the bench's routes, the same routes unguarded. */
export type Workplace = { peers: string; guarded: string; unguarded: string; clear: () => void };

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Makes the folders; `clear` removes them. */
export function makeWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const folder = (name: string) => join(root, name);
  return {
    peers: folder("peers"),
    guarded: folder("guarded"),
    unguarded: folder("unguarded"),
    clear: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/**
 * Builds a copy of the real app, with all its routes and the bench's as well: gate, Express, guards and Remix are what people run.
 * Our parts that run without Remix are bundled beside it, as `bench/*.js`.
 */
export async function buildGuarded(folder: string): Promise<void> {
  for (const part of ["app", "public", "package.json", "tsconfig.json", "vite.config.ts"])
    cpSync(part, join(folder, part), { recursive: true });
  cpSync(here("fixture"), join(folder, "app"), { recursive: true });
  cpSync("app/routes.ts", join(folder, "app/own-routes.ts"));
  addRoutes(folder, "./own-routes.ts", "...own");
  await buildRemix(folder);
  await bundleParts(folder);
}

async function bundleParts(folder: string): Promise<void> {
  // What the server's own build leaves outside stays outside here as well, and what it takes in is taken in.
  const built = readFileSync(join(folder, "build/server/index.js"), "utf8");
  const outside = [...built.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => `--external:${name}`);
  const flags = [
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--log-level=warning",
    `--outdir=${join(folder, "bench")}`,
    "--entry-names=[name]", // whatever folder a part comes from
  ];
  const parts = ["principal", "can", "decide", "crowd", "mac", "mac-by-runtime", "malformed"].map((name) =>
    here(`ours/${name}.ts`),
  );
  if (arePartOfApp) parts.push(here("ours/malformed-keys.ts"), `app/features/${keyText}`);
  await runChild("bundling", "node_modules/.bin/esbuild", [...parts, ...flags, ...outside]);
}

/** Builds the same routes with nothing in front of them, behind bare Express, and as many others as the app has. */
export async function buildUnguarded(folder: string): Promise<void> {
  cpSync(here("fixture"), join(folder, "app"), { recursive: true });
  cpSync(here("fixture/bench/no-guard.server.ts"), join(folder, "app/bench/guard.server.ts"));
  // Whole, because the app's list of routes asks the features for theirs. What no route of the bench names is not built.
  cpSync("app", join(folder, "app/own"), { recursive: true });
  addRoutes(folder, "./own/routes.ts", "...own.map(emptied)");
  cpSync(here("peers/bare-remix.js"), join(folder, "server.js"));
  cpSync(here("peers/bare-vite.config.js"), join(folder, "vite.config.js"));
  for (const part of ["package.json", "tsconfig.json"]) cpSync(part, join(folder, part));
  await buildRemix(folder);
}

/** Puts the bench's routes before the app's `own`, or before as many empty ones: more addresses are more work for a router. */
function addRoutes(folder: string, list: string, own: "...own" | "...own.map(emptied)"): void {
  const lines = [
    `import own from "${list}";`,
    'import bench from "./bench/routes.ts";',
    'const emptied = (one) => ({ ...one, id: one.id ?? one.file, file: "bench/nothing.ts", children: one.children?.map(emptied) });',
    `export default [...bench, ${own}];`,
  ];
  writeFileSync(join(folder, "app/routes.ts"), lines.join("\n"));
}

async function buildRemix(folder: string): Promise<void> {
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  // In the folder itself: the configuration names the server's entry as seen from where the build runs.
  const env = plainEnvironment({ NODE_ENV: "production" }) as NodeJS.ProcessEnv;
  await promisify(execFile)("node_modules/.bin/remix", ["vite:build"], { cwd: folder, env, maxBuffer: 2 ** 24 });
}
