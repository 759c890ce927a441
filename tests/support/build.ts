import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

import { holdingLock } from "./lock.ts";
import { runChild } from "./run-child.ts";

const built = "build/server/index.js";
const sources = ["app", "drizzle", "public", "vite.config.ts", "package-lock.json"];

/** Runs `npm run build` unless the build is newer than everything it is made of. Of several processes one builds, the others wait. */
export async function ensureBuild(): Promise<void> {
  if (isCurrent()) return;
  await holdingLock("node_modules/.cache/gatehouse-build.lock", async () => {
    if (isCurrent()) return;
    const began = new Date();
    await runChild("npm run build", "npm", ["run", "build"], { NODE_ENV: "production" });
    // What is edited while the build runs may not be in it, so it must count as newer.
    utimesSync(built, began, began);
  });
}

function isCurrent(): boolean {
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  return sources.flatMap(filesOf).every((file) => statSync(file).mtimeMs <= mtimeMs);
}

function filesOf(source: string): string[] {
  if (!existsSync(source)) return [];
  if (statSync(source).isFile()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
