import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { comeBack } from "#app/auth/come-back.server.ts";
import { noteResult } from "#app/auth/connection-results.server.ts";
import { randomToken } from "#app/auth/secrets.server.ts";
import { browserBack, wayOn } from "#app/guards/come-back.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { safeRedirect } from "#app/guards/safe-redirect.ts";
import { NotSignedIn } from "#app/ui/not-signed-in.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { answerFailure, answerProblem } from "./answer.server.ts";
import { findBySlug } from "./find-connection.server.ts";
import { problemOf } from "./problem.ts";
import { ticketOfficeOf } from "./saml-connection.ts";
import { takeByTicket } from "./tickets.server.ts";

export const meta: MetaFunction = () => pageTitle("notSignedIn.title");

// Where somebody ends whose identity provider has spoken: with the cookie of the browser that left, which the post could not bring.
export const loader = guard(
  { open: "the end of the way back from an identity provider", limit: "100 per 15 minutes" },
  async ({ params, request, context, principal, refuse }) => {
    const connection = await findBySlug(params.connection);
    if (!connection) throw await refuse(notFound);
    const ticket = new URL(request.url).searchParams.get("ticket");
    const waiting = await takeByTicket(ticket, context.flowToken, ticketOfficeOf(connection));
    if (!waiting) return answerFailure(null, null, connection, context);
    const { flow, assertion } = waiting;
    const outcome = await comeBack({
      ...browserBack(context, principal),
      flow,
      arrived: { assertion, connection },
      method: "saml",
      browserToken: context.flowToken ?? randomToken(),
    });
    const reason = outcome.is === "refused" ? outcome.reason : null;
    await noteResult(connection.name, { reason, detail: null, requestId: context.requestId });
    if (outcome.is === "refused") {
      // A browser that never left has nothing to show that it is the same one.
      const heldId = context.flowToken ? outcome.heldId : undefined;
      return answerProblem(problemOf(outcome.reason), connection, context, heldId);
    }
    const { to, headers } = wayOn(outcome, flow.redirectTo);
    throw safeRedirect(to, headers);
  },
);

/** Why somebody is not in after all. */
export default function Finish() {
  return <NotSignedIn {...useLoaderData<typeof loader>()} />;
}
