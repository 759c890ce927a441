import { reportOf } from "#app/access/proof-report.ts";
import { askWhy, type WhyFlaw } from "#app/auth/ask-why.server.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import type { Refusal } from "#app/guards/refusal.ts";
import { models } from "#app/models.server.ts";
import { text } from "#app/sentences.ts";

/** Why somebody may or may not do something: the proof, or the edges that are missing (RB-11). */
export const loader = guard({ can: "admin:why", via: anyCredential }, async ({ request, context }) => {
  const asked = new URL(request.url).searchParams;
  const given = (name: string) => asked.get(name) ?? "";
  const answer = await askWhy(
    {
      user: given("user"),
      permission: given("permission"),
      row: given("row"),
      field: given("field"),
      at: given("at"),
      address: given("address"),
    },
    models,
  );
  return answer.ok ? Response.json(reportOf(answer.why)) : answerProblem(refusalFor(answer.flaw), { request, context });
});

function refusalFor(flaw: WhyFlaw): Refusal {
  const detail = text(`why.flaws.${flaw}`);
  if (flaw === "user") return { status: 404, code: "USER_NOT_FOUND", detail };
  if (flaw === "row") return { status: 404, code: "NOT_FOUND", detail };
  const field = flaw === "rows" ? "row" : flaw;
  return { status: 400, code: "VALIDATION_FAILED", detail, errors: [{ field, message: detail }] };
}
