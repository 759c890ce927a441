import type { DirectoryState } from "./state.ts";
import type { Fault } from "./fault.ts";
import { entryFaults } from "./entry-faults.ts";
import { lineFaults } from "./line-faults.ts";
import { operationFaults } from "./operation-faults.ts";

const catalogue = { ...lineFaults, ...operationFaults, ...entryFaults };

/** Every way in which the directory can be wrong. */
export type FaultName = keyof typeof catalogue;

/** The faults of the moment: `add`, `delete`, `clear`. */
export type Faults = Set<FaultName>;

/** The names of all faults. */
export const faultNames = Object.keys(catalogue) as readonly FaultName[];

/** What is wrong at the moment. */
export const active = ({ faults }: Pick<DirectoryState, "faults">): Fault[] =>
  [...faults].map((name) => catalogue[name]);
