import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { freePort } from "#app/db/embedded/port.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";

import { askChild } from "./child.ts";

/** What a server has used so far: statements, microseconds of processor time; and its resident memory now, in bytes. */
export type Probe = { statements: number; processor: number; memory: number };

/** A server under measurement: a process of its own on a local port. */
export type Subject = { port: number; probe: () => Promise<Probe>; stop: () => Promise<void> };

/** How to start a server: a script, Node's own flags, the folder to run it in, and what to add to its environment. PORT is chosen here. */
export type Recipe = { script: string; flags?: readonly string[]; cwd: string; env?: Record<string, string> };

const probeScript = new URL("probe.js", import.meta.url).href;

/** Starts a server in production mode with the probe in it, and resolves once it takes connections. */
export async function startSubject({ script, flags = [], cwd, env = {} }: Recipe): Promise<Subject> {
  const port = await freePort();
  const child = spawn(process.execPath, [...flags, "--import", probeScript, script], {
    cwd,
    env: plainEnvironment({ NODE_ENV: "production", ...env, PORT: String(port) }) as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await untilListening(port, child, script);
  return { port, probe: () => askChild<Probe>(child, "probe"), stop: () => end(child) };
}

async function untilListening(port: number, child: ChildProcess, script: string): Promise<void> {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    if (await answers(port)) return;
    await pause(100);
  }
  child.kill("SIGKILL");
  throw new Error(`${script} did not start; what it said stands above.`);
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1")
      .once("connect", () => resolve(socket.destroy().destroyed))
      .once("error", () => resolve(false));
  });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
