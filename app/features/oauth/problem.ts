import type { ElsewhereRefusal } from "../../auth/elsewhere-problem.ts";

const answers: Record<ElsewhereRefusal, { status: 400 | 403 | 503; code: string }> = {
  flow: { status: 400, code: "OAUTH_STATE_INVALID" },
  cancelled: { status: 400, code: "OAUTH_CANCELLED" },
  refused: { status: 400, code: "OAUTH_REFUSED" },
  untrusted: { status: 400, code: "OAUTH_UNTRUSTED" },
  unreachable: { status: 503, code: "OAUTH_UNREACHABLE" },
  disabled: { status: 403, code: "ACCOUNT_DISABLED" },
  "another-person": { status: 403, code: "OAUTH_ANOTHER_PERSON" },
  "not-anew": { status: 403, code: "OAUTH_NOT_ANEW" },
  "email-missing": { status: 403, code: "OAUTH_EMAIL_MISSING" },
  "email-unverified": { status: 403, code: "OAUTH_EMAIL_UNVERIFIED" },
  "email-untrusted": { status: 403, code: "OAUTH_EMAIL_UNTRUSTED" },
  "account-exists": { status: 403, code: "OAUTH_ACCOUNT_EXISTS" },
  "not-provisioned": { status: 403, code: "OAUTH_NOT_PROVISIONED" },
};

/** The status and the code of a refusal (OL-13, OL-15). */
export const answerTo = (reason: ElsewhereRefusal): { status: number; code: string } => answers[reason];
