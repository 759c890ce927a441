import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { askChild } from "../child.ts";
import type { Job, Load } from "./job.ts";

/** A load generator in a process of its own. `run` throws when a single answer is wrong: a forgery let in is an error, not a result. */
export type Client = { run: (job: Job) => Promise<Load>; stop: () => void };

/** Starts a load generator. It does one job at a time. */
export function startClient(): Client {
  const child = fork(fileURLToPath(new URL("client.ts", import.meta.url)), { execArgv: ["--import", "tsx"] });
  return {
    async run(job) {
      const said = await askChild<{ load: Load } | { wrong: string }>(child, job);
      if ("wrong" in said) throw new Error(said.wrong);
      return said.load;
    },
    stop: () => void child.kill(),
  };
}
