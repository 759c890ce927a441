import { recordEvent } from "../../audit/record.server.ts";
import { noteResult } from "../../auth/connection-results.server.ts";
import type { Flow } from "../../auth/sign-in-flows.server.ts";
import { answerNotSignedIn } from "../../guards/not-signed-in.server.ts";
import { originOf, type RequestContext } from "../../guards/request-context.ts";
import type { SamlFailure } from "./failure.ts";
import { problemOf, problemOfFailure, reasonOf, type SamlProblem } from "./problem.ts";
import { loginAddressOf, type SamlConnection } from "./saml-connection.ts";

/** The page that says why somebody did not come in. `heldId`: the identity that waits to be connected. */
export const answerProblem = (
  problem: SamlProblem,
  connection: SamlConnection,
  context: RequestContext,
  heldId?: string,
) => answerNotSignedIn(problem, { label: connection.label, again: loginAddressOf(connection) }, context, heldId);

/**
 * The same where the protocol led nowhere, once it is written down. Without a question of ours (`failure` is null) it is not known that
 * anybody was there, which says nothing about the connection.
 */
export async function answerFailure(
  failure: SamlFailure | null,
  flow: Pick<Flow, "purpose"> | null,
  connection: SamlConnection,
  context: RequestContext,
) {
  const event = flow?.purpose === "confirm" ? "step-up" : "sign-in";
  const why = failure ? reasonOf(failure.reason) : "flow";
  const reason = why === "refused" ? "refused-elsewhere" : why;
  const details = { connection: connection.name, ...(failure && { code: failure.reason }) };
  await recordEvent({ event, outcome: "refused", reason, details }, originOf(context));
  if (!failure) return answerProblem(problemOf("flow"), connection, context);
  await noteFailure(failure, connection, context);
  return answerProblem(problemOfFailure(failure.reason), connection, context);
}

/** Notes with a connection that the protocol led nowhere: what exactly is for administrators. */
export const noteFailure = ({ reason, detail }: SamlFailure, { name }: SamlConnection, { requestId }: RequestContext) =>
  noteResult(name, { reason: reasonOf(reason), detail: `${reason}: ${detail}`, requestId });
