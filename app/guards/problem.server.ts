import { now } from "../clock.ts";
import { withDirections } from "./directions.server.ts";
import type { Refusal } from "./refusal.ts";

const titles: Record<number, string> = {
  400: "Bad request",
  401: "Authentication required",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  411: "Length required",
  413: "Content too large",
  415: "Unsupported media type",
  421: "Misdirected request",
  429: "Too many requests",
  500: "Internal error",
  503: "Temporarily unavailable",
};

/** The body of every error: RFC 9457 with `code`, `timestamp` and the request id as `transaction_id` (ER-02, ER-03, ER-07). */
export type Problem = {
  type: "about:blank";
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  timestamp: string;
  transaction_id: string;
  missing?: readonly string[];
  errors?: readonly { field: string; message: string }[];
};

/** Describes an error to a client. `instance` is the path that was asked for, without its query, which may hold secrets. */
export const problemOf = (
  { status, code, detail, missing, errors }: Pick<Refusal, "status" | "code" | "detail" | "missing" | "errors">,
  { instance, requestId }: { instance: string; requestId: string },
): Problem => ({
  type: "about:blank",
  title: titles[status] ?? "Error",
  status,
  detail,
  instance,
  code,
  timestamp: now().toISOString(),
  transaction_id: requestId,
  ...(missing ? { missing } : {}),
  ...(errors ? { errors } : {}),
});

/** Headers that belong to an error, whoever answers it; every 401 has a challenge (JW18). */
export function problemHeaders(
  refusal: Pick<Refusal, "status" | "retryAfter" | "challenge" | "allow">,
): { "Content-Type": string } & Record<string, string> {
  const { status, retryAfter, allow } = refusal;
  const challenge = status === 401 ? withDirections(refusal.challenge ?? "Bearer") : refusal.challenge;
  return {
    "Content-Type": "application/problem+json",
    ...(challenge === undefined ? {} : { "WWW-Authenticate": challenge }),
    ...(allow ? { Allow: allow.join(", ") } : {}),
    ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
  };
}
