import { isRouteErrorResponse } from "@remix-run/react";

import type { MessageKey } from "./intl.tsx";

const known = [400, 401, 403, 404, 405, 429, 500, 503] as const;

/** A status that has words of its own in the catalogue, under `errors`. */
export type KnownStatus = (typeof known)[number];

/** What the error page needs to know: a status, the request's id, and what is missing where that may be said. */
export type Problem = { status: number; requestId?: string; reason?: string };

/** Reads what a loader or action threw. Only a `Response` with `{ requestId, reason }` tells more than "something broke". */
export function readProblem(error: unknown): Problem {
  if (!isRouteErrorResponse(error)) return { status: 500 };
  const data: unknown = error.data;
  return { status: error.status, requestId: textIn(data, "requestId"), reason: textIn(data, "reason") };
}

/** The status whose words fit: itself, or the plainest of its class. */
export function knownStatus(status: number): KnownStatus {
  return known.find((each) => each === status) ?? (status >= 400 && status < 500 ? 400 : 500);
}

/** The title of the error page for whatever was thrown. */
export const problemTitle = (error: unknown): MessageKey => `errors.${knownStatus(readProblem(error).status)}.title`;

function textIn(data: unknown, key: string): string | undefined {
  if (typeof data !== "object" || data === null || !(key in data)) return undefined;
  const value: unknown = data[key as keyof typeof data];
  return typeof value === "string" ? value : undefined;
}
