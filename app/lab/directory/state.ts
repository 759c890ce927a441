import type { LabPerson } from "../people.ts";
import type { Code } from "./codes.ts";
import type { Entry } from "./entries.ts";
import type { Faults } from "./faults.ts";
import type { Filter } from "./filter.ts";

/** Somebody shows themselves by a password. */
export type Bind = { readonly dn: string; readonly password: string };

/** Somebody looks for entries. `as`: who they have shown themselves to be, "" for nobody; a `sizeLimit` of 0 is none. */
export type Search = {
  readonly as: string;
  readonly base: string;
  readonly scope: "base" | "one" | "sub";
  readonly filter: Filter;
  readonly sizeLimit: number;
  readonly attributes: readonly string[];
};

/** What a search is answered. */
export type Found = { readonly code: Code; readonly entries: readonly Entry[]; readonly references: readonly string[] };

/** One operation that the directory heard, for tests to look at. Of a password only whether there was one. */
export type Heard =
  | { readonly operation: "bind"; readonly dn: string; readonly password: "given" | "empty"; readonly code: Code }
  | ({ readonly operation: "search"; readonly code: Code } & Search);

/** All that the directory knows. It forgets everything when it ends. */
export type DirectoryState = {
  readonly faults: Faults;
  readonly heard: Heard[];
  people: readonly LabPerson[];
};
