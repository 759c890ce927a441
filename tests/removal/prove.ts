import { spawnSync } from "node:child_process";

import { features } from "#app/features/enabled.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";
import { makeWorkingCopy } from "./working-copy.ts";

// `npm run prove`: takes out each feature by itself, then all of them at once, and runs all the tests of what is left. `npm run prove -- NAME...`
// does the same with these alone.
const named = process.argv.slice(2);
const names = named.length > 0 ? named : features.map(({ name }) => name);
for (const removed of [...names, ...(names.length > 1 ? [names.join(" ")] : [])]) {
  const copy = await makeWorkingCopy();
  console.log(`Without ${removed}, in ${copy.root}`);
  await copy.must(`npm run remove -- ${removed}`);
  const env = plainEnvironment() as NodeJS.ProcessEnv;
  const { status } = spawnSync("npm", ["test"], { cwd: copy.root, env, stdio: "inherit" });
  if (status !== 0) throw new Error(`Without ${removed} the tests fail; the copy stays at ${copy.root}.`);
  copy.delete();
}
