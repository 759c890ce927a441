import type { Socket } from "node:net";

import type { LabPerson } from "../people.ts";
import type { Entry } from "./entries.ts";
import type { Code } from "./codes.ts";
import type { Bind, Found, Search } from "./state.ts";

/** What becomes of the bytes that a directory answers, on their way to a client. */
export type Passing = (client: Socket, bytes: Buffer) => unknown;

/** One way in which the directory can be wrong: how its line is, what it says to a bind, what it finds, or what stands in it. */
export type Fault = {
  /** Nobody is let in: connections are closed at once. */
  readonly isClosed?: true;
  readonly pass?: Passing;
  /** Ends a bind otherwise than with `code`. */
  readonly bind?: (bind: Bind, code: Code) => Code;
  /** Answers a search for people otherwise. */
  readonly search?: (found: Found, search: Search, all: readonly Entry[]) => Found;
  /** Lets anybody look, who has not shown themselves. */
  readonly isOpen?: true;
  /** Changes who somebody is, and thereby also the groups that they are in. */
  readonly person?: (person: LabPerson) => LabPerson;
  /** Changes what is found. */
  readonly entry?: (entry: Entry) => Entry;
};

/** Keeps the names of a list of faults while checking each of them. */
export const faultList = <Name extends string>(faults: Record<Name, Fault>): Record<Name, Fault> => faults;
