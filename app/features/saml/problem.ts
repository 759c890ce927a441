import type { ElsewhereRefusal } from "../../auth/elsewhere-problem.ts";
import type { SamlFailureReason } from "./failure.ts";

/** A refusal as people see it: one sentence for everything that they cannot do anything about, and a code (SA-03, SA-04, Z-08). */
export type SamlProblem = { readonly reason: ElsewhereRefusal; readonly status: number; readonly code: string };

const statuses: Partial<Record<ElsewhereRefusal, number>> = {
  flow: 400,
  untrusted: 400,
  refused: 401,
  unreachable: 503,
};

const codeOf = (text: string) => `SAML_${text.toUpperCase().replaceAll("-", "_")}`;

/** What the core refuses, as people see it. */
export const problemOf = (reason: ElsewhereRefusal): SamlProblem => ({
  reason,
  status: statuses[reason] ?? 403,
  code: reason === "disabled" ? "ACCOUNT_DISABLED" : reason === "flow" ? "SAML_REQUEST" : codeOf(reason),
});

/** What the protocol refuses, as people see it. Everything about metadata is one code: it is for administrators to know more. */
export function problemOfFailure(why: SamlFailureReason): SamlProblem {
  const reason = reasonOf(why);
  const code = reason === "unreachable" ? "SAML_UNAVAILABLE" : codeOf(why);
  return { reason, status: statuses[reason] ?? 403, code };
}

/** The same in the words of the core. */
export function reasonOf(why: SamlFailureReason): "refused" | "unreachable" | "untrusted" {
  if (why === "status") return "refused";
  return why === "no-keys" || why.startsWith("metadata-") ? "unreachable" : "untrusted";
}
