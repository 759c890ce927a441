import { randomToken, hashToken, secretsMatch } from "../auth/secrets.server.ts";
import { macsMatch } from "../auth/mac.server.ts";
import { makeSigner } from "../auth/signing.server.ts";
import { sessionKeys } from "../keys.server.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestContext } from "./request-context.ts";

const BOUND_LENGTH = 22;
const tokenForm = { length: 66, pattern: /[\w-]{43}\.[0-9a-f]{22}/ };
const signer = makeSigner(sessionKeys, "form token", tokenForm);

const CSRF_HEADER = "x-xsrf-token";

/** The form field that carries the token back; a header may do so as well (CS-02, CS-04). */
export const CSRF_FIELD = "csrf";

/** Methods that change nothing and therefore need no token (CS-01, CS-04). */
export const isSafeMethod = (method: string): boolean => ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method);

/** A form token for the browser with this binding (its session, or its visit while signed out): 32 random bytes, signed (CS-03). */
export const issueCsrfToken = (binding: string): string => signer.sign(`${randomToken()}.${bound(binding)}`);

/** True when `token` is one of ours and belongs to this binding: one planted from a sibling domain does not (Z-13). */
export function isCsrfTokenFor(binding: string, token: string): boolean {
  const payload = signer.verify(token);
  return payload !== null && macsMatch(payload.slice(-BOUND_LENGTH), bound(binding));
}

/** True when a request brought the same genuine token twice: in its cookie, and in its header or form (CS-02). */
export function csrfHolds(given: { cookie: string | null; submitted: string | null; binding: string }): boolean {
  const { cookie, submitted, binding } = given;
  return cookie !== null && submitted !== null && secretsMatch(cookie, submitted) && isCsrfTokenFor(binding, submitted);
}

/** The refusal for a post without the token of the browser it came from, or null when it has it. */
export function refusalByCsrf(headers: Headers, form: FormData, context: RequestContext): Refusal | null {
  const field = form.get(CSRF_FIELD);
  const submitted = headers.get(CSRF_HEADER) ?? (typeof field === "string" ? field : null);
  const { csrfCookie: cookie, csrfBinding: binding } = context;
  return csrfHolds({ cookie, submitted, binding }) ? null : staleForm;
}

const staleForm: Refusal = {
  status: 403,
  code: "CSRF_FAILED",
  detail: "This form is out of date. Load the page again.",
  reason: "csrf",
};

const bound = (binding: string) => hashToken(`form token for ${binding}`).slice(0, BOUND_LENGTH);
