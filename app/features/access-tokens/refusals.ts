import type { PendingStep } from "../../db/sessions.schema.ts";
import type { Refusal } from "../../guards/refusal.ts";
import { limited } from "../../guards/refusal.ts";
import type { ProgramRefused } from "./sign-in-program.server.ts";
import type { Flaw } from "./typed-login.ts";

// A step that is added to signing in does not compile until it has its answer here.
const steps: Readonly<Record<PendingStep, Refusal>> = {
  "verify-email": {
    status: 403,
    code: "EMAIL_UNVERIFIED",
    detail: "Verify the e-mail address first, by the link in the mail.",
  },
};

const reasons: Readonly<Record<Exclude<ProgramRefused["reason"], "limited" | "pending">, Refusal>> = {
  invalid: { status: 401, code: "INVALID_CREDENTIALS", detail: "Invalid credentials" },
  disabled: { status: 403, code: "ACCOUNT_DISABLED", detail: "This account is disabled." },
  unconnected: {
    status: 403,
    code: "ACCOUNT_UNCONNECTED",
    detail: "The password is right, but no account here is connected to it. Sign in through the browser once.",
  },
  unreachable: {
    status: 503,
    code: "UNAVAILABLE",
    detail: "A place that checks passwords cannot be asked right now.",
    retryAfter: 30,
  },
};

/** How a program is told why it did not come in (LG-09, LG-05). */
export function refusalForSignIn(refused: ProgramRefused): Refusal {
  if (refused.reason === "limited") return limited(refused.retryAfter);
  return refused.reason === "pending" ? steps[refused.step] : reasons[refused.reason];
}

/** A refresh token that is none, or none any more; the same words whichever it is (JT-05). */
export const badRefreshToken: Refusal = {
  status: 401,
  code: "INVALID_TOKEN",
  detail: "Invalid token: unknown, expired or revoked",
  challenge: 'Bearer error="invalid_token"',
};

/** What was sent cannot be read. */
export const badBody = (errors: readonly Flaw[]): Refusal => ({
  status: 400,
  code: "VALIDATION_FAILED",
  detail: "Some fields are not right.",
  errors,
});
