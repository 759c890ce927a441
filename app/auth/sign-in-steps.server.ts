import type { User } from "../db/users.schema.ts";
import type { PendingStep } from "../db/sessions.schema.ts";

/** Something a person must do after proving who they are and before they are let in. */
type Proven = Pick<User, "emailVerifiedAt">;
type SignInStep = { name: PendingStep; isMet: (user: Proven) => boolean };

/** The steps, in order. While one is unmet the session opens only that step's own pages, whatever way the person came in. */
const signInSteps: readonly SignInStep[] = [{ name: "verify-email", isMet: (user) => user.emailVerifiedAt !== null }];

/** The first step that `user` has not taken yet, or null when nothing keeps them out. */
export const firstUnmetStep = (user: Proven): PendingStep | null =>
  signInSteps.find((step) => !step.isMet(user))?.name ?? null;

/** A session's pending step, or the next unmet one when it has been taken since the session began. Asked again at each request. */
export function stillPending(pending: PendingStep | null, user: Proven): PendingStep | null {
  const from = signInSteps.findIndex((step) => step.name === pending);
  return pending && (signInSteps.slice(Math.max(from, 0)).find((step) => !step.isMet(user))?.name ?? null);
}
