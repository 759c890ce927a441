import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { findBinaries } from "./embedded/binaries.ts";
import { startEmbedded, type Embedded } from "./embedded.ts";

type Started = { url: string; owner: boolean };
type Launcher = Started & { process: ChildProcessByStdio<null, Readable, null> };

const parent = mkdtempSync(join(tmpdir(), "gatehouse-embedded-")); // of mode 0700
const dataDir = join(parent, ".data", "postgres");
const launchers: Launcher["process"][] = [];

/** Starts, or attaches to, the database on `directory` in another process, which lives until it is killed. */
async function startElsewhere(directory: string, ephemeral = false): Promise<Launcher> {
  const script = `
    import { startEmbedded } from "#app/db/embedded.ts";
    const { url, owner } = await startEmbedded(${JSON.stringify({ dataDir: directory, ephemeral })});
    console.log(JSON.stringify({ url, owner }));
    setInterval(() => {}, 60_000);`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  launchers.push(child);
  const [line] = await once(createInterface(child.stdout), "line");
  return { ...JSON.parse(line), process: child };
}

async function kill(child: Launcher["process"]): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: question, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const pidOf = (directory: string) => Number(readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[0]);

afterAll(async () => {
  for (const launcher of launchers) await kill(launcher);
  if (existsSync(join(dataDir, "postmaster.pid"))) process.kill(pidOf(dataDir), "SIGKILL");
  rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
});

describe("the embedded database, in a directory only its owner may enter", () => {
  let here: Embedded;
  let there: Launcher;

  // Every test after this one finds what the one before left behind, as processes in a real terminal do.
  beforeAll(async () => {
    const [first, second] = await Promise.all([startElsewhere(dataDir), startElsewhere(dataDir)]);
    expect(first.url).toBe(second.url);
    expect([first.owner, second.owner].toSorted()).toEqual([false, true]);
    there = first.owner ? first : second;
  });

  test("two first starts at once end with one server and one owner (see above), and a third process attaches", async () => {
    here = await startEmbedded({ dataDir });
    expect(here).toMatchObject({ url: there.url, owner: false });
  });

  test("it listens on 127.0.0.1 only, asks for the password and sorts alike everywhere", async () => {
    expect(await ask(here.url, "show listen_addresses")).toBe("127.0.0.1");
    expect(await ask(here.url, "show unix_socket_directories")).toBe("");
    expect(await ask(here.url, "select datlocale from pg_database where datname = 'template1'")).toBe("C.UTF-8");
    await expect(ask(here.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow(/password authentication/);
    expect(statSync(join(dataDir, "gatehouse.password")).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(dataDir)).mode & 0o777).toBe(0o755);
  });

  test("stop() ends nothing while another process uses the server", async () => {
    await here.stop();
    expect(await ask(here.url, "select 1 + 1")).toBe(2);
  });

  test("killed launchers leave the server running; the next start attaches, and the last one out ends it", async () => {
    for (const launcher of launchers) await kill(launcher);
    here = await startEmbedded({ dataDir });
    expect(here).toMatchObject({ url: there.url, owner: false });
    await ask(here.url, "create table kept (note text)");
    await here.stop();
    await expect(ask(here.url, "select 1")).rejects.toThrow(/ECONNREFUSED/);
  });

  test("a killed server recovers at the next start, and the data is there", async () => {
    here = await startEmbedded({ dataDir });
    process.kill(pidOf(dataDir), "SIGKILL");
    here = await startEmbedded({ dataDir });
    expect(here.owner).toBe(true);
    expect(await ask(here.url, "select count(*)::int from kept")).toBe(0);
    process.kill(pidOf(dataDir), "SIGKILL");
  });

  test("a pid file whose number belongs to another program by now, as after a restart of the machine, is no obstacle", async () => {
    const file = join(dataDir, "postmaster.pid");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(process.pid)));
    here = await startEmbedded({ dataDir });
    expect(await ask(here.url, "select count(*)::int from kept")).toBe(0);
  });
});

test("an ephemeral server and its data vanish with the process that started it, even when that is killed", async () => {
  const directory = join(parent, "ephemeral");
  const { url, process: launcher } = await startElsewhere(directory, true);
  expect(await ask(url, "show fsync")).toBe("off");
  await kill(launcher);
  await vi.waitFor(() => expect(existsSync(directory)).toBe(false), { timeout: 5_000, interval: 50 });
  await expect(ask(url, "select 1")).rejects.toThrow(/ECONNREFUSED/);
});

describe("where there is no packaged PostgreSQL", () => {
  const { arch } = process;
  afterEach(() => void Object.defineProperty(process, "arch", { value: arch }));

  test("one sentence says what to do instead", () => {
    Object.defineProperty(process, "arch", { value: "s390x" });
    expect(() => findBinaries()).toThrow(/^No PostgreSQL for \w+-s390x .*: set DATABASE_URL to .*\.$/);
  });
});
