import type { ReturnRefusal } from "../../auth/come-back.server.ts";
import type { ElsewhereProblem } from "../../auth/elsewhere-problem.ts";
import type { NotVouched } from "../../guards/request-context.ts";

/** Why somebody who wanted to come in through the proxy did not. */
export type ProxyRefusal = ReturnRefusal | NotVouched["reason"];

/** What the page tells them. */
export type ProxyProblem = Omit<ElsewhereProblem, "reason"> & { reason: ProxyRefusal };

const answers: Record<ProxyRefusal, { status: 400 | 403; code: string }> = {
  stranger: { status: 403, code: "PROXY_NOT_BELIEVED" },
  nobody: { status: 403, code: "PROXY_NAMES_NOBODY" },
  unreadable: { status: 400, code: "PROXY_UNREADABLE" },
  flow: { status: 400, code: "PROXY_STATE_INVALID" },
  disabled: { status: 403, code: "ACCOUNT_DISABLED" },
  "another-person": { status: 403, code: "PROXY_ANOTHER_PERSON" },
  "not-anew": { status: 403, code: "PROXY_NOT_ANEW" },
  "email-missing": { status: 403, code: "PROXY_EMAIL_MISSING" },
  "email-unverified": { status: 403, code: "PROXY_EMAIL_UNVERIFIED" },
  "email-untrusted": { status: 403, code: "PROXY_EMAIL_UNTRUSTED" },
  "account-exists": { status: 403, code: "PROXY_ACCOUNT_EXISTS" },
  "not-provisioned": { status: 403, code: "PROXY_NOT_PROVISIONED" },
};

/** The status and the code of a refusal: codes only, since what stood in the headers is the proxy's to say. */
export const answerTo = (reason: ProxyRefusal): { status: number; code: string } => answers[reason];
