import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { randomToken } from "#app/auth/secrets.server.ts";
import { flowCookie } from "#app/guards/cookies.server.ts";
import { purposeOf } from "#app/guards/flow-purpose.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { redirectElsewhere, safePath } from "#app/guards/safe-redirect.ts";
import { NotSignedIn } from "#app/ui/not-signed-in.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { answerProblem, noteFailure } from "./answer.server.ts";
import { findBySlug } from "./find-connection.server.ts";
import { leaveFor } from "./leave.server.ts";
import { problemOfFailure } from "./problem.ts";

export const meta: MetaFunction = () => pageTitle("notSignedIn.title");

// Sends somebody to an identity provider (SA-01); an unknown one does not exist.
export const loader = guard(
  { open: "the way to an identity provider", limit: "100 per 15 minutes" },
  async ({ params, request, context, principal, refuse }) => {
    const connection = await findBySlug(params.connection);
    if (!connection) throw await refuse(notFound);
    const purpose = purposeOf(request, principal);
    const browserToken = context.flowToken ?? randomToken();
    const addressed = await leaveFor(connection, {
      purpose,
      userId: purpose === "sign-in" ? null : principal.userId,
      redirectTo: safePath(new URL(request.url).searchParams.get("redirectTo")),
      browserToken,
    });
    if (addressed.ok) throw redirectElsewhere(addressed.url, { "Set-Cookie": flowCookie(browserToken) });
    await noteFailure(addressed, connection, context);
    return answerProblem(problemOfFailure(addressed.reason), connection, context);
  },
);

/** Only where nobody can be sent there. */
export default function Login() {
  return <NotSignedIn {...useLoaderData<typeof loader>()} />;
}
