import type { RowRefused } from "../access/row-refused.ts";
import type { AuditReason } from "../audit/events.ts";
import type { PendingStep } from "../db/sessions.schema.ts";
import type { ShownCredential } from "./shown-credential.ts";

/** A no, before it becomes a response: the HTTP status, the code that clients read, the sentence, and the exact reason for the log. */
export type Refusal = {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 411 | 413 | 415 | 429 | 500 | 503;
  code: ErrorCode;
  detail: string;
  reason?: AuditReason;
  /** The roles or permissions that would have helped, so that the page can name them. */
  missing?: readonly string[];
  /** What the answer says in `WWW-Authenticate` (RFC 6750, section 3). */
  challenge?: string;
  /** What exactly was asked for, by id, so that an administrator can see why it was refused. Never shown to the person. */
  about?: { permission: string; model?: string; objectId?: string };
  /** What is wrong with which field, in words. */
  errors?: readonly { field: string; message: string }[];
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  /** The methods that this address does take. */
  allow?: readonly string[];
};

/** Every code an answer of ours can carry (ER-04). */
export type ErrorCode =
  | "AUTH_REQUIRED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "USER_NOT_FOUND"
  | "FIELD_FORBIDDEN"
  | "STEP_PENDING"
  | "STEP_UP_REQUIRED"
  | "CSRF_FAILED"
  | "CROSS_SITE"
  | "BAD_REQUEST"
  | "VALIDATION_FAILED"
  | "USERNAME_TAKEN"
  | "EMAIL_TAKEN"
  | "METHOD_NOT_ALLOWED"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "TOO_LARGE"
  | "LENGTH_REQUIRED"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "INTERNAL_ERROR"
  | "INVALID_CREDENTIALS"
  | "INVALID_API_KEY"
  | "INVALID_TOKEN"
  | "ACCOUNT_DISABLED"
  | "ACCOUNT_UNCONNECTED"
  | "EMAIL_UNVERIFIED"
  | "USER_NOT_FOUND"
  | "SUPERUSER_ONLY"
  | "LAST_SUPERUSER"
  | "NOT_YOURSELF"
  | "BEYOND_OWN_RIGHTS"
  | "TOO_MANY";

/** Nobody is signed in, and somebody has to be (GD-09, GD-11). */
export const authRequired: Refusal = {
  status: 401,
  code: "AUTH_REQUIRED",
  detail: "Authentication required",
  challenge: "Bearer",
  reason: "not-signed-in",
};

/**
 * What was shown is no key or token of ours, or one no longer: the same words for a forged, an unknown, an expired and a revoked one (AK-07, JT-05).
 * Unlike the refusal of somebody who shows none it says so, for clients that would renew theirs (C-09).
 */
export const invalidCredential = ({ kind, header }: Pick<ShownCredential, "kind" | "header">): Refusal => ({
  status: 401,
  ...(kind === "apiKey" || header === "x-api-key"
    ? { code: "INVALID_API_KEY", detail: "Invalid or expired API key" }
    : { code: "INVALID_TOKEN", detail: "Invalid token: unknown, expired or revoked" }),
  challenge: `${header === "dpop" ? "DPoP" : "Bearer"} error="invalid_token"`,
  reason: "not-signed-in",
});

/** Somebody is signed in, but may not do this. `detail` is for clients of the API; pages show their own words (GD-10). */
export const forbidden = (
  reason: AuditReason,
  detail = "This is not allowed.",
  missing?: readonly string[],
): Refusal => ({
  status: 403,
  code: "FORBIDDEN",
  detail,
  reason,
  ...(missing ? { missing } : {}),
});

/** The key or token does not reach as far as this, whatever its owner may do (AK-15, GD-15, JW16). */
export function outOfScope(scopes: readonly string[]): Refusal {
  const named = [...new Set(scopes)].join(" ");
  return {
    ...forbidden("scope", `Token missing required scope: ${named}`),
    challenge: `Bearer error="insufficient_scope", scope="${named}"`,
  };
}

/** There is no such row, or it is one that the person may not read: both look the same (AZ03). */
export const notFound: Refusal = {
  status: 404,
  code: "NOT_FOUND",
  detail: "There is nothing at this address.",
  reason: "no-such-row",
};

/** Fields that somebody may not change, each by name; nothing was changed (FA-04). */
export const fieldsForbidden = (fields: readonly string[]): Refusal => ({
  status: 403,
  code: "FIELD_FORBIDDEN",
  detail: `You may not change: ${fields.join(", ")}.`,
  reason: "field",
  missing: fields,
});

/** The same answers for a write that the core refused as the guard gives before it. */
export function refusalForRow(refused: RowRefused): Refusal {
  if (refused.reason === "gone") return notFound;
  return refused.reason === "fields" ? fieldsForbidden(refused.fields) : forbidden("permission");
}

/** Signed in, but not all the way: `step` comes first. */
export const stepPending = (step: PendingStep): Refusal => ({
  status: 403,
  code: "STEP_PENDING",
  detail: `Finish signing in first: ${step}.`,
  reason: "step-pending",
});

/** Signed in, but too long ago for this: the person has to show again who they are (SE21). */
export const stepUpRequired: Refusal = {
  status: 403,
  code: "STEP_UP_REQUIRED",
  detail: "Confirm that it is you first.",
  reason: "not-fresh",
};

/** Too often. `retryAfter` in seconds. */
export const limited = (retryAfter: number): Refusal => ({
  status: 429,
  code: "RATE_LIMITED",
  detail: "Too many requests.",
  reason: "limit",
  retryAfter,
});

/** A bug of ours. The log knows which; the client only learns that it was not their fault. */
export const internalError: Refusal = {
  status: 500,
  code: "INTERNAL_ERROR",
  detail: "Something went wrong on our side.",
};
