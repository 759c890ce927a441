import { findUnreachable } from "../../unreachable.ts";

/**
 * Why nobody came back signed in: they changed their mind; the provider said no; it is down, slow, or answers what nobody can use; or what
 * it said cannot be believed. `detail` is for the log and for administrators, never for whoever signs in; no secret stands in it.
 */
export type FailureReason = "cancelled" | "refused" | "unreachable" | "untrusted";
export type Failure = { readonly ok: false; readonly reason: FailureReason; readonly detail: string };

/** What the protocol throws, deep inside one exchange; `failureOf` makes an outcome of it at its edge. */
export const failed = (reason: FailureReason, detail: string): Error =>
  Object.assign(new Error(detail), { failed: reason });

/** The error with which a provider answers, in the browser or to us (RFC 6749 4.1.2.1, 5.2). Its words may be anybody's: only the code is kept. */
export const providerError = (code: string): Error =>
  failed(
    code === "access_denied" ? "cancelled" : "refused",
    `the provider answered ${/^[\w.-]{1,60}$/.exec(code)?.[0] ?? "an error"}`,
  );

// The codes of openid-client that say nothing about what is in the answer, but that there is none.
const NO_ANSWER = /^OAUTH_(RESPONSE_IS_NOT_(CONFORM|JSON)|TIMEOUT|ABORT)$/;

/**
 * What an error of the exchange means. What comes from outside decides what is thrown, of whichever kind, so everything that is not known
 * for something better counts as not to be believed.
 */
export function failureOf(thrown: unknown): Failure {
  const outage = findUnreachable(thrown);
  if (outage) return { ok: false, reason: "unreachable", detail: outage.message };
  if (!(thrown instanceof Error))
    return { ok: false, reason: "untrusted", detail: "something was thrown that is no error" };
  if ("failed" in thrown) return { ok: false, reason: thrown.failed as FailureReason, detail: thrown.message };
  if ("error" in thrown && typeof thrown.error === "string") return failureOf(providerError(thrown.error));
  const code = "code" in thrown ? String(thrown.code) : "";
  if (code === "OAUTH_WWW_AUTHENTICATE_CHALLENGE")
    return { ok: false, reason: "refused", detail: "the provider did not accept our credentials" };
  return { ok: false, reason: NO_ANSWER.test(code) ? "unreachable" : "untrusted", detail: said(thrown) };
}

// What a library says about it, where it says more inside. Parsers quote what they read, so their words stay out.
function said(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && cause.name === "OperationProcessingError" ? cause.message : error.message;
}
