import type { PolicyRow } from "./policy-table.ts";

let current: readonly PolicyRow[] = [];

/** Remembers what protects the build that is being served, for pages that show it. Called where the build is wrapped. */
export const keepPolicies = (rows: readonly PolicyRow[]): void => void (current = rows);

/** What protects every loader and action of the running app. Empty before the build is wrapped: never at the time of a request. */
export const currentPolicies = (): readonly PolicyRow[] => current;
