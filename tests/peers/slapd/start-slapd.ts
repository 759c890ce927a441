import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Attribute, Change, Client } from "ldapts";

import { freePort } from "#app/db/embedded/port.ts";
import { groupDn } from "#app/lab/directory/entries.ts";
import { makeCertificates } from "#tests/support/certificates.ts";
import { ensureDebianPackages } from "#tests/support/debian-packages.ts";
import { configuration, manager } from "./configuration.ts";
import { circle, dnOf, fixtures, nobodyDn } from "./fixtures.ts";
import { settle } from "./log.ts";

/** OpenLDAP, in a process of its own. */
export type Slapd = {
  /** `ldap://127.0.0.1:PORT`, with StartTLS. */
  readonly url: string;
  readonly secureUrl: string;
  /** Who issued its certificate, which is one for 127.0.0.1: PEM, and a file with it. */
  readonly authority: string;
  readonly authorityFile: string;
  /** What it writes down while something is done: a line for each connection, operation and result. It must be well before and after. */
  readonly linesOf: (work: () => Promise<unknown>) => Promise<string[]>;
  /** Puts somebody into these groups and out of all others. */
  readonly setGroups: (username: string, groups: readonly string[]) => Promise<void>;
  /** Locks somebody out, as a policy does after too many tries, or lets them in again. */
  readonly setLocked: (username: string, isLocked: boolean) => Promise<void>;
  /** Takes connections and says nothing, as soon as this has resolved. */
  readonly hang: () => Promise<void>;
  /** Ends it at once, in the middle of whatever it does. */
  readonly kill: () => Promise<void>;
  /** Ends `hang` and `kill`: it is there again, and knows what it knew. */
  readonly recover: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const programs = ["/usr/sbin/slapd", "/usr/lib/openldap/slapd"];
const findSlapd = () => programs.find((path) => existsSync(path));

/** Sees to it that slapd is there, Debian's where it is missing; a sentence says why not, where it cannot be had. */
export const ensureSlapd = () =>
  ensureDebianPackages(new URL("debian-packages.txt", import.meta.url), () => findSlapd() !== undefined);

/** The same as `startSlapd`, installed where it is missing; null where it cannot be had, which is said in one line. */
export async function slapdIfPossible(): Promise<Slapd | null> {
  const ensured = await ensureSlapd();
  if (ensured.ok) return startSlapd();
  console.warn(`Not tested against OpenLDAP: ${ensured.why}`);
  return null;
}

/** Starts an OpenLDAP server on this machine, with the people and groups of `fixtures.ts`, for whoever runs it; it must be installed. */
export async function startSlapd(): Promise<Slapd> {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-slapd-"));
  const { authority, server } = makeCertificates("127.0.0.1");
  mkdirSync(join(directory, "data"));
  const files = {
    "slapd.conf": configuration(directory),
    "authority.pem": authority,
    "server.pem": server.cert,
    "server.key": server.key,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text, { mode: 0o600 });
  const [url, secureUrl] = [`ldap://127.0.0.1:${await freePort()}`, `ldaps://127.0.0.1:${await freePort()}`];
  const log: string[] = [];
  const run = () => runSlapd(directory, [url, secureUrl], log);
  let child = await run();
  await asManager(url, async (client) => {
    for (const { dn, attributes } of fixtures) await client.add(dn, attributes);
    await change(client, "add", circle.group, "member", [circle.member]);
  });
  const recover = async () => {
    child.kill("SIGCONT");
    if (child.exitCode === null && child.signalCode === null) return;
    log.splice(0); // who was there never left
    child = await run();
  };
  const kill = () => end(child, "SIGKILL");
  const manage = (work: (client: Client) => Promise<void>) => asManager(url, work);
  return {
    url,
    secureUrl,
    authority,
    authorityFile: join(directory, "authority.pem"),
    async linesOf(work) {
      await settle(url, log);
      log.splice(0);
      await work();
      await settle(url, log);
      return log.splice(0);
    },
    setGroups: (username, groups) => manage((client) => moveBetweenGroups(client, dnOf(username), groups)),
    setLocked: (username, isLocked) =>
      manage((client) =>
        change(client, "replace", dnOf(username), "pwdAccountLockedTime", isLocked ? ["000001010000Z"] : []),
      ),
    hang: () => suspend(child),
    kill,
    recover,
    async stop() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Starts the program, and waits until it listens. */
async function runSlapd(directory: string, addresses: readonly string[], log: string[]): Promise<ChildProcess> {
  const args = ["-f", join(directory, "slapd.conf"), "-d", "stats", "-h", addresses.join(" ")];
  const child = spawn(findSlapd() ?? "slapd", args, { stdio: ["ignore", "ignore", "pipe"] });
  const began = log.length;
  let rest = "";
  child.stderr.on("data", (text) => {
    const lines = (rest + String(text)).split("\n");
    rest = lines.pop() ?? "";
    log.push(...lines);
  });
  const failed = once(child, "exit").then(() => Promise.reject(new Error(`slapd did not start:\n${log.join("\n")}`)));
  failed.catch(() => undefined);
  const isStarting = () => !log.slice(began).some((line) => line.includes("slapd starting"));
  while (isStarting()) await Promise.race([once(child.stderr, "data"), failed]);
  // It says so a moment before it listens.
  for (const address of addresses) while (!(await isAnswered(address))) await pause(5);
  return child;
}

const isAnswered = (address: string) =>
  new Promise<boolean>((resolve) => {
    const { port, hostname } = new URL(address);
    const socket = connect(Number(port), hostname)
      .once("connect", () => resolve(true))
      .once("error", () => resolve(false))
      .once("connect", () => socket.destroy());
  });

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

// The signal is only on its way when `kill` returns: what is asked before it arrives may still get half an answer.
async function suspend(child: ChildProcess): Promise<void> {
  child.kill("SIGSTOP");
  const threads = `/proc/${child.pid}/task`;
  const isStopped = () =>
    readdirSync(threads).every((thread) => /^State:\tT/m.test(readFileSync(join(threads, thread, "status"), "utf8")));
  while (!isStopped()) await pause(5);
}

async function asManager(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ url, timeout: 5_000, connectTimeout: 5_000 });
  await client.bind(manager.dn, manager.password);
  await work(client).finally(() => client.unbind());
}

async function moveBetweenGroups(client: Client, dn: string, groups: readonly string[]): Promise<void> {
  for (const name of ["admins", "editors", "viewers"]) {
    const { searchEntries } = await client.search(groupDn(name), { scope: "base", explicitBufferAttributes: [] });
    const others = [searchEntries[0]?.member ?? []]
      .flat()
      .map(String)
      .filter((one) => one !== dn && one !== nobodyDn);
    const members = groups.includes(name) ? [...others, dn] : others;
    await change(client, "replace", groupDn(name), "member", members.length > 0 ? members : [nobodyDn]);
  }
}

const change = (client: Client, operation: "add" | "replace", dn: string, type: string, values: string[]) =>
  client.modify(dn, new Change({ operation, modification: new Attribute({ type, values }) }));
