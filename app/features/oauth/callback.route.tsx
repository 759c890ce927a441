import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { noteResult } from "#app/auth/connection-results.server.ts";
import { browserBack, wayOn } from "#app/guards/come-back.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { safeRedirect } from "#app/guards/safe-redirect.ts";
import { NotSignedIn } from "#app/ui/not-signed-in.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { answerProblem } from "./answer.server.ts";
import { comeBackFrom } from "./come-back-from.server.ts";
import { findProvider } from "./find-provider.server.ts";

export const meta: MetaFunction = () => pageTitle("notSignedIn.title");

// Where a provider sends people back to, each to an address of its own (OL-10, OC12).
export const loader = guard(
  { open: "the way back from a provider", limit: "100 per 15 minutes" },
  async ({ params, request, context, principal, refuse }) => {
    const provider = await findProvider(params.provider);
    if (!provider) throw await refuse(notFound);
    const { flowToken, requestId } = context;
    const returned = await comeBackFrom(provider, new URL(request.url), flowToken, browserBack(context, principal));
    // Without a flow of ours nobody was there: that says nothing about the provider.
    const { reason, detail } = returned;
    if (returned.flow) await noteResult(provider.name, { reason, detail, requestId });
    const way = returned.outcome && wayOn(returned.outcome, returned.flow.redirectTo);
    if (way) throw safeRedirect(way.to, way.headers);
    return answerProblem(reason ?? "flow", provider, context, returned.heldId);
  },
);

/** Why somebody is not in after all. */
export default function Callback() {
  return <NotSignedIn {...useLoaderData<typeof loader>()} />;
}
