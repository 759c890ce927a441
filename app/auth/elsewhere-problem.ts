import type { ReturnRefusal } from "./come-back.server.ts";

/**
 * Why somebody who wanted to come in through a place elsewhere did not: they changed their mind; the place said no; it is down, slow, or
 * answers what nobody can use; what it said cannot be believed; or the core refuses them.
 */
export type ElsewhereRefusal = ReturnRefusal | "cancelled" | "refused" | "untrusted" | "unreachable";

/** What the page tells them. */
export type ElsewhereProblem = {
  reason: ElsewhereRefusal;
  /** The place, as people know it. */
  label: string;
  code: string;
  requestId: string;
  /** Where to begin again. */
  again: string;
  /** Where to sign in to the account that they have here, and connect the place to it. */
  connect: string | null;
};
