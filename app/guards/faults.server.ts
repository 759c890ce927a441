import { isHasherBusy } from "../auth/hash-queue.server.ts";
import { isDatabaseFault } from "../db/faults.ts";
import { findUnreachable } from "../unreachable.ts";
import type { Refusal } from "./refusal.ts";

/** What to answer when `error` is a fault that passes by itself; null when it is a bug. */
export function refusalForFault(error: unknown): Refusal | null {
  if (isHasherBusy(error)) return unavailable("Many people are signing in right now.", 2);
  if (isDatabaseFault(error)) return unavailable("The database cannot be reached right now.", 5);
  if (findUnreachable(error)) return unavailable("A server that this depends on cannot be reached right now.", 10);
  return null;
}

const unavailable = (detail: string, retryAfter: number): Refusal => ({
  status: 503,
  code: "UNAVAILABLE",
  detail,
  retryAfter,
});
