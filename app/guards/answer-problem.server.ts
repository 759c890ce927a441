import { problemHeaders, problemOf } from "./problem.server.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestContext } from "./request-context.ts";

/** A problem as the answer of a handler under `/api`: what it was given cannot be done (ER-02). */
export const answerProblem = (
  refusal: Refusal,
  { request, context }: { request: Request; context: RequestContext },
): Response =>
  new Response(
    JSON.stringify(problemOf(refusal, { instance: new URL(request.url).pathname, requestId: context.requestId })),
    { status: refusal.status, headers: problemHeaders(refusal) },
  );
