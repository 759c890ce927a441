import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

import { freePort } from "#app/db/embedded/port.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";

import { host } from "../people/ours.ts";
import type { People } from "../people/everybody.ts";
import type { Variant } from "../rounds.ts";
import type { Recipe } from "../subject.ts";
import type { recipes } from "../subjects.ts";

/**
 * From starting the process to its first page, the same one on both servers; ours has asked the database who wants it by then.
 * Bursts give milliseconds, and the resident memory afterwards in bytes. Nothing of the bench is loaded into these servers.
 */
export function startVariants({ ours }: People, { guarded, unguarded }: ReturnType<typeof recipes>): Variant[] {
  const [cookies = ""] = ours.signedIn;
  return [
    { name: "start, ours", burst: () => timedStart(guarded, cookies) },
    { name: "start, bare Express and Remix", burst: () => timedStart(unguarded, cookies) },
  ];
}

async function timedStart({ script, flags = [], cwd, env = {} }: Recipe, cookies: string) {
  const port = await freePort();
  const environment = plainEnvironment({ NODE_ENV: "production", ...env, PORT: String(port) });
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, script], {
    cwd,
    env: environment as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await untilAnswer(port, cookies, child);
    return { milliseconds: performance.now() - began, memory: residentMemory(child.pid ?? 0) };
  } finally {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  }
}

async function untilAnswer(port: number, cookies: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await ask(port, cookies);
    if (answer?.includes("Signed in as")) return;
    if (answer !== null) throw new Error(`the first answer is not the page:\n${answer}`);
    await pause(5);
  }
  throw new Error("the server ended before it answered");
}

/** The page's text, or null while nobody listens. Node's own fetch would put in a Host header of its own. */
const ask = (port: number, cookies: string) =>
  new Promise<string | null>((resolve) => {
    const options = {
      host: "127.0.0.1",
      port,
      path: "/projects/bench/page",
      headers: { Host: host, Cookie: cookies },
      agent: false,
    };
    const outgoing = request(options, (incoming) => void text(incoming).then(resolve));
    outgoing.once("error", () => resolve(null));
    outgoing.end();
  });

// `ps` counts in kilobytes, on Linux and macOS alike.
const residentMemory = (pid: number) =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
