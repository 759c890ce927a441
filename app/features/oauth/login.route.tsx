import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { noteResult } from "#app/auth/connection-results.server.ts";
import { randomToken } from "#app/auth/secrets.server.ts";
import { flowCookie } from "#app/guards/cookies.server.ts";
import { purposeOf } from "#app/guards/flow-purpose.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { redirectElsewhere, safePath } from "#app/guards/safe-redirect.ts";
import { NotSignedIn } from "#app/ui/not-signed-in.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { answerProblem } from "./answer.server.ts";
import { findProvider } from "./find-provider.server.ts";
import { leaveFor } from "./leave.server.ts";
import { callbackFor } from "./start.ts";

export const meta: MetaFunction = () => pageTitle("notSignedIn.title");

// Sends somebody to a provider (OL-10, OL-12); an unknown one does not exist.
export const loader = guard(
  { open: "the way to a provider", limit: "100 per 15 minutes" },
  async ({ params, request, context, principal, refuse }) => {
    const provider = await findProvider(params.provider);
    if (!provider) throw await refuse(notFound);
    const { searchParams, pathname } = new URL(request.url);
    const purpose = purposeOf(request, principal);
    const browserToken = context.flowToken ?? randomToken();
    const addressed = await leaveFor(provider, {
      purpose,
      userId: purpose === "sign-in" ? null : principal.userId,
      redirectTo: safePath(searchParams.get("redirectTo")),
      callback: callbackFor(provider.name, pathname),
      browserToken,
    });
    if (addressed.ok) throw redirectElsewhere(addressed.url, { "Set-Cookie": flowCookie(browserToken) });
    const { reason, detail } = addressed;
    await noteResult(provider.name, { reason, detail, requestId: context.requestId });
    return answerProblem(reason, provider, context);
  },
);

/** Only where the provider could not be asked. */
export default function Login() {
  return <NotSignedIn {...useLoaderData<typeof loader>()} />;
}
