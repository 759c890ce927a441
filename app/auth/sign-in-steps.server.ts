import type { User } from "../db/users.schema.ts";
import type { PendingStep } from "../db/sessions.schema.ts";

/** Something a person must do after proving who they are and before they are let in. */
export type SignInStep = { name: PendingStep; isMet: (user: User) => boolean };

/** The steps, in order. While one is unmet the session opens only that step's own pages, whatever way the person came in. */
export const signInSteps: readonly SignInStep[] = [
  { name: "verify-email", isMet: (user) => user.emailVerifiedAt !== null },
];

/** The first step that `user` has not taken yet, or null when nothing keeps them out. */
export const firstUnmetStep = (user: User): PendingStep | null =>
  signInSteps.find((step) => !step.isMet(user))?.name ?? null;

/** A session's pending step, unless it has been taken since the session began. */
export const stillPending = (pending: PendingStep | null, user: User): PendingStep | null =>
  signInSteps.some((step) => step.name === pending && step.isMet(user)) ? null : pending;
