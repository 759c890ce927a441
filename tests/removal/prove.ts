import { spawnSync } from "node:child_process";

import { features } from "#app/features/enabled.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";
import { makeWorkingCopy } from "./working-copy.ts";

// `npm run prove`: takes out each feature by itself, and runs all the tests of what is left.
for (const { name } of features) {
  const copy = await makeWorkingCopy();
  console.log(`Without ${name}, in ${copy.root}`);
  await copy.must(`npm run remove -- ${name}`);
  const env = plainEnvironment() as NodeJS.ProcessEnv;
  const { status } = spawnSync("npm", ["test"], { cwd: copy.root, env, stdio: "inherit" });
  if (status !== 0) throw new Error(`Without ${name} the tests fail; the copy stays at ${copy.root}.`);
  copy.delete();
}
