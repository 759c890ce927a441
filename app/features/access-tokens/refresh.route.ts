import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { badBody, badRefreshToken } from "./refusals.ts";
import { refreshProgram } from "./refresh-program.server.ts";
import { readScopes } from "./scopes.ts";
import { refreshFields, tokensAnswer } from "./token-answer.ts";
import { tokenService } from "./token-service.server.ts";

const badScope = badBody([{ field: "scope", message: "Name permissions that the program was given." }]);

/** Gives a program new tokens for its refresh token, which works once: `{ refresh_token, scope? }` (RV-01). */
export const action = describe(
  {
    POST: {
      summary: "New tokens for a refresh token",
      takes: refreshFields,
      gives: { 200: tokensAnswer },
      refuses: [401, 404],
    },
  },
  guard({ open: "shows a refresh token", limit: "300 per 15 minutes" }, async (args) => {
    if (!tokenService) return answerProblem(notFound, args);
    const { json, context } = args;
    const { refresh_token: token, scope = json.scopes } = json;
    const asked = readScopes(scope);
    if (typeof token !== "string")
      return answerProblem(badBody([{ field: "refresh_token", message: "Send the refresh token as a text." }]), args);
    if (asked === "unknown") return answerProblem(badScope, args);
    const refreshed = await refreshProgram(tokenService, token, asked, originOf(context));
    if (refreshed.ok) return Response.json(refreshed.tokens);
    return answerProblem(refreshed.reason === "scope" ? badScope : badRefreshToken, args);
  }),
);
