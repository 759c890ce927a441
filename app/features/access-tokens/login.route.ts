import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { badBody, refusalForSignIn } from "./refusals.ts";
import { loginFields, tokensAnswer } from "./token-answer.ts";
import { tokenService } from "./token-service.server.ts";
import { signInProgram } from "./sign-in-program.server.ts";
import { readLogin } from "./typed-login.ts";

/** Signs a program in for a person: `{ identifier, password, client?, scope? }` gives an access token and a refresh token (LG-09, LG-10). */
export const action = describe(
  {
    POST: {
      summary: "Sign a program in",
      takes: loginFields,
      gives: { 200: tokensAnswer },
      refuses: [401, 403, 404, 503],
    },
  },
  guard({ open: "the way in for programs", limit: "100 per 15 minutes" }, async (args) => {
    if (!tokenService) return answerProblem(notFound, args);
    const { json, context } = args;
    const typed = readLogin(json, context.userAgent);
    if ("flaws" in typed) return answerProblem(badBody(typed.flaws), args);
    const outcome = await signInProgram(tokenService, typed, originOf(context));
    return outcome.ok ? Response.json(outcome.tokens) : answerProblem(refusalForSignIn(outcome), args);
  }),
);
