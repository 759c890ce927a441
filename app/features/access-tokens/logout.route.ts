import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { endProgram } from "./end-program.server.ts";
import { badBody } from "./refusals.ts";
import { signedOutAnswer, signOutFields } from "./token-answer.ts";
import { tokenService } from "./token-service.server.ts";

/** Signs a program out: `{ refresh_token }`. The answer is the same for a token that is none (LG-11). */
export const action = describe(
  { POST: { summary: "Sign a program out", takes: signOutFields, gives: { 200: signedOutAnswer }, refuses: [404] } },
  guard({ open: "signing out is never refused", limit: "300 per 15 minutes" }, async (args) => {
    if (!tokenService) return answerProblem(notFound, args);
    const { json, context } = args;
    if (typeof json.refresh_token !== "string")
      return answerProblem(badBody([{ field: "refresh_token", message: "Send the refresh token as a text." }]), args);
    await endProgram(json.refresh_token, originOf(context));
    return Response.json({ ok: true });
  }),
);
