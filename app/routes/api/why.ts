import { z } from "zod";

import { reportOf } from "#app/access/proof-report.ts";
import { askWhy, type WhyFlaw } from "#app/auth/ask-why.server.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import type { Refusal } from "#app/guards/refusal.ts";
import { models } from "#app/models.server.ts";
import { text } from "#app/sentences.ts";

const question = z.object({
  user: z.string(),
  permission: z.string(),
  row: z.string().optional(),
  field: z.string().optional(),
  at: z.string().optional(),
  address: z.string().optional(),
});

// The paths of a proof are as many-formed as the rules; what stands in them is for people to read.
const whyAnswer = z.object({
  allowed: z.boolean(),
  user: z.object({ id: z.uuid(), username: z.string() }),
  permission: z.string(),
  row: z.unknown(),
  field: z.unknown().optional(),
  at: z.iso.datetime(),
  address: z.string().nullable(),
  barriers: z.array(z.unknown()),
  paths: z.array(z.unknown()),
  missing: z.array(z.unknown()),
  enough: z.array(z.unknown()),
});

/** Why somebody may or may not do something: the proof, or the edges that are missing (RB-11). */
export const loader = describe(
  {
    GET: {
      summary: "Why somebody may do something, or not",
      query: question,
      gives: { 200: whyAnswer },
      refuses: [400, 404],
    },
  },
  guard({ can: "admin:why", via: anyCredential }, async ({ request, context }) => {
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
    return answer.ok
      ? Response.json(reportOf(answer.why))
      : answerProblem(refusalFor(answer.flaw), { request, context });
  }),
);

function refusalFor(flaw: WhyFlaw): Refusal {
  const detail = text(`why.flaws.${flaw}`);
  if (flaw === "user") return { status: 404, code: "USER_NOT_FOUND", detail };
  if (flaw === "row") return { status: 404, code: "NOT_FOUND", detail };
  const field = flaw === "rows" ? "row" : flaw;
  return { status: 400, code: "VALIDATION_FAILED", detail, errors: [{ field, message: detail }] };
}
