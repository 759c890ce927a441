import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { days } from "#app/clock.ts";
import { freePort } from "#app/db/embedded/port.ts";
import { makeKeys } from "#app/features/saml/self-signed.server.ts";
import { labPeople, type LabPerson } from "#app/lab/people.ts";
import { ensureDebianPackages } from "#tests/support/debian-packages.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";
import { filesOf, type PeerState } from "./configuration.ts";

/** A real provider, in a process of its own. */
export type SimpleSamlPhp = {
  /** What it is called, and where its metadata is. */
  readonly entityId: string;
  /** Makes an app known to it by its metadata, in place of those before. */
  readonly knowApp: (metadata: string) => void;
  /** Signs with the other one of the two keys in its metadata. */
  readonly rotateKeys: () => void;
  readonly setEncrypting: (isEncrypting: boolean) => void;
  /** Puts somebody into these groups and out of all others. */
  readonly setGroups: (username: string, groups: readonly string[]) => void;
  /** Says of somebody no longer where to write to them. */
  readonly forgetAddress: (username: string) => void;
  /** Takes requests and says nothing, or answers everything with a 503. */
  readonly hang: () => void;
  readonly takeDown: () => void;
  /** Answers everything with a page that says nothing to an app. */
  readonly talkNonsense: () => void;
  /** Ends these three. */
  readonly recover: () => void;
  readonly stop: () => Promise<void>;
};

const PACKAGES = new URL("debian-packages.txt", import.meta.url);
const WWW = "/usr/share/simplesamlphp/www";

const isThere = () =>
  existsSync(WWW) &&
  spawnSync("php", ["-r", "exit(extension_loaded('dom') && extension_loaded('mbstring') ? 0 : 1);"]).status === 0;

/** Sees to it that SimpleSAMLphp is installed. */
export const ensureSimpleSamlPhp = () => ensureDebianPackages(PACKAGES, isThere);

/** The same as `startSimpleSamlPhp`, or null and a line that says why where it cannot be had. */
export async function simpleSamlPhpIfPossible(): Promise<SimpleSamlPhp | null> {
  const ensured = await ensureSimpleSamlPhp();
  if (ensured.ok) return startSimpleSamlPhp();
  console.warn(`Not tested against SimpleSAMLphp: ${ensured.why}`);
  return null;
}

/** Starts SimpleSAMLphp on this machine, with the people of the lab under the demo people's password; it must be installed. */
export async function startSimpleSamlPhp(): Promise<SimpleSamlPhp> {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-saml-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  for (const folder of ["metadata", "temp"]) mkdirSync(join(directory, folder));
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text, { mode: 0o600 });
  for (const [file, text] of Object.entries(filesOf(directory, url))) write(file, text);
  for (const name of ["first", "second"]) {
    const { privateKey, certificate } = await makeKeys(`The ${name} key`, days(30));
    write(`${name}.key`, privateKey);
    write(`${name}.crt`, certificate);
  }
  let state: PeerState = { sky: "well", signsWith: "first", isEncrypting: false, apps: [], people: peopleSaid() };
  const changePerson = (username: string, more: PeerState["people"][string]) =>
    change({ people: { ...state.people, [username]: { ...state.people[username], ...more } } });
  const change = (more: Partial<PeerState>) => {
    state = { ...state, ...more };
    write("state.new", JSON.stringify(state));
    renameSync(join(directory, "state.new"), join(directory, "state.json")); // whole, whoever reads it meanwhile
  };
  change({});
  const server = startPhp(directory, port);
  const entityId = `${url}/saml2/idp/metadata.php`;
  await untilAnswered(entityId, server);
  return {
    entityId,
    knowApp: (metadata) => change({ apps: [metadata] }),
    rotateKeys: () => change({ signsWith: state.signsWith === "first" ? "second" : "first" }),
    setEncrypting: (isEncrypting) => change({ isEncrypting }),
    setGroups: (username, groups) => changePerson(username, { groups }),
    forgetAddress: (username) => changePerson(username, { mail: [] }),
    hang: () => change({ sky: "hang" }),
    takeDown: () => change({ sky: "down" }),
    talkNonsense: () => change({ sky: "nonsense" }),
    recover: () => change({ sky: "well" }),
    async stop() {
      await end(server);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const peopleSaid = () => Object.fromEntries(labPeople.map((person) => [person.username, said(person)]));

/** By the names that directories have for it. */
const said = ({ username, firstName, lastName, email, groups }: LabPerson) => ({
  uid: [username],
  givenName: [firstName],
  sn: [lastName],
  mail: [email],
  groups,
});

function startPhp(directory: string, port: number): ChildProcess {
  // A group of its own: the workers are children, and stay when only their parent is told to end.
  return spawn("php", ["-S", `127.0.0.1:${port}`, "-t", WWW, join(directory, "router.php")], {
    env: plainEnvironment({
      SIMPLESAMLPHP_CONFIG_DIR: directory,
      PEER_STATE: join(directory, "state.json"),
      PHP_CLI_SERVER_WORKERS: "4",
    }) as NodeJS.ProcessEnv,
    stdio: "ignore",
    detached: true,
  });
}

async function untilAnswered(address: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  await end(server);
  throw new Error("SimpleSAMLphp did not start.");
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const ended = once(server, "exit");
  process.kill(-server.pid);
  await ended;
}
