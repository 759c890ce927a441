import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { askChild } from "../child.ts";
import type { Variant } from "../rounds.ts";

/** What a module that decides in memory is given: `cases` questions, of which `holding` are to be answered with yes. */
export type Input = { cases: number; holding: number };

/** A variant that decides in memory, and the end of its process. */
export type Deciding = Variant & { stop: () => void };

/** Starts one module on one input; each burst gives decisions per second of processor time, over `time` milliseconds of it. */
export async function startDeciding(name: string, script: string, input: Input, time: number): Promise<Deciding> {
  const file = join(dirname(script), `${name.replaceAll(" ", "-")}.json`);
  writeFileSync(file, JSON.stringify(input));
  const child = fork(fileURLToPath(new URL("harness.js", import.meta.url)), [script, file], {
    execArgv: [],
    env: { ...process.env, NODE_ENV: "production" },
  });
  await askChild(child, "ready?");
  return { name, burst: () => askChild<{ perSecond: number }>(child, { time }), stop: () => void child.kill() };
}
