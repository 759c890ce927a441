import { isRouteErrorResponse } from "@remix-run/react";

import type { MessageKey } from "#app/sentences.ts";

const withWords = ["400", "401", "403", "404", "405", "429", "500", "503"] as const;

/** A group of words under `errors` in the catalogue: a status, or the one cause that has words of its own. */
export type ProblemWords = (typeof withWords)[number] | "stale";

/**
 * What the error page needs to know: the status, the code, the request's id, what the person would need (names of
 * permissions or roles) where that may be said, and whether they may see why.
 */
export type Problem = {
  status: number;
  code?: string;
  requestId?: string;
  missing?: readonly string[];
  mayAskWhy?: boolean;
};

/** Reads what a loader or action threw. Only a `Response` with our problem in it tells more than "something broke". */
export function readProblem(error: unknown): Problem {
  if (!isRouteErrorResponse(error)) return { status: 500 };
  const { code, transaction_id: requestId, missing, mayAskWhy } = membersOf(error.data);
  return {
    status: error.status,
    code: typeof code === "string" ? code : undefined,
    requestId: typeof requestId === "string" ? requestId : undefined,
    missing: Array.isArray(missing) ? missing.filter((name) => typeof name === "string") : undefined,
    mayAskWhy: mayAskWhy === true,
  };
}

/** The words that fit: the cause's own, the status's own, or the plainest of its class. */
export function wordsFor({ status, code }: Problem): ProblemWords {
  if (code === "CSRF_FAILED") return "stale";
  return withWords.find((each) => each === String(status)) ?? (status >= 400 && status < 500 ? "400" : "500");
}

/** The title of the error page for whatever was thrown. */
export const problemTitle = (error: unknown): MessageKey => `errors.${wordsFor(readProblem(error))}.title`;

const membersOf = (data: unknown): Record<string, unknown> =>
  typeof data === "object" && data !== null ? { ...data } : {};
