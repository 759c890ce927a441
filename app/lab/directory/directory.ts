import { labPeople, type LabPerson } from "../people.ts";
import type { Faults } from "./faults.ts";
import { startLdapServer } from "./ldap-server.ts";
import { startPassage } from "./passage.ts";
import type { DirectoryState, Heard } from "./state.ts";

/** The lab's directory at work. */
export type Directory = {
  /** `ldap://127.0.0.1:PORT` */
  readonly url: string;
  /** What is wrong with it: `faults.add("hangs")`, `faults.clear()`. Shows at the next connection, answer or search. */
  readonly faults: Faults;
  /** The last 200 operations that it heard, newest first. */
  readonly heard: Heard[];
  readonly people: () => readonly LabPerson[];
  /** Puts somebody into these groups and out of all others. */
  readonly setGroups: (username: string, groups: readonly string[]) => void;
  /** How many connections are open: none is, once whoever asked has had their answer. */
  readonly openConnections: () => number;
  readonly close: () => void;
};

/** Starts a directory on a port of this machine (0: any free one), by default with the lab's people. */
export async function startDirectory({
  port = 0,
  people = labPeople,
}: { port?: number; people?: readonly LabPerson[] } = {}): Promise<Directory> {
  const state: DirectoryState = { faults: new Set(), heard: [], people };
  const server = await startLdapServer(state);
  const passage = await startPassage(state, server.port, port);
  return {
    url: `ldap://127.0.0.1:${passage.port}`,
    faults: state.faults,
    heard: state.heard,
    people: () => state.people,
    setGroups(username, groups) {
      state.people = state.people.map((person) => (person.username === username ? { ...person, groups } : person));
    },
    openConnections: passage.open,
    close() {
      passage.close();
      server.close();
    },
  };
}
