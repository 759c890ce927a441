import { data } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { noteResult } from "#app/auth/connection-results.server.ts";
import { randomToken } from "#app/auth/secrets.server.ts";
import { env } from "#app/env.server.ts";
import { browserBack, wayOn } from "#app/guards/come-back.server.ts";
import { flowCookie } from "#app/guards/cookies.server.ts";
import { purposeOf } from "#app/guards/flow-purpose.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { redirectElsewhere, safePath } from "#app/guards/safe-redirect.ts";
import { pageTitle } from "#app/ui/title.ts";
import { isElsewhere } from "./address.server.ts";
import { comeIn } from "./come-in.server.ts";
import { NotSignedIn } from "./not-signed-in.tsx";
import { problemOf } from "./problem.server.ts";
import { answerTo } from "./problem.ts";

export const meta: MetaFunction = () => pageTitle("notSignedIn.title");

// Signs in whomever the proxy names (CB-05). Nothing of the request says so but what the gate has judged.
export const loader = guard(
  { open: "the way in through a proxy", limit: "100 per 15 minutes" },
  async ({ request, context, principal, refuse }) => {
    const proxy = env.features.trustedProxy;
    if (!proxy) throw await refuse(notFound);
    const purpose = purposeOf(request, principal, isElsewhere(proxy) ? "same-site" : "same-origin");
    const redirectTo = safePath(new URL(request.url).searchParams.get("redirectTo"));
    const browserToken = context.flowToken ?? randomToken();
    const asking = { purpose, userId: purpose === "sign-in" ? null : principal.userId, redirectTo, browserToken };
    const outcome = await comeIn(proxy, context.vouching, asking, browserBack(context, principal));
    const reason = outcome.is === "refused" ? outcome.reason : null;
    // Anybody can ask without coming through the proxy: that says nothing about it.
    if (reason !== "stranger") await noteResult(proxy.name, { reason, detail: null, requestId: context.requestId });
    // What waits to be connected waits for this browser.
    const flow = { "Set-Cookie": flowCookie(browserToken) };
    if (outcome.is === "refused")
      return data(problemOf(proxy, outcome, context.requestId), {
        status: answerTo(outcome.reason).status,
        headers: outcome.heldId === undefined ? {} : flow,
      });
    const { to, headers } = wayOn(outcome, redirectTo);
    if (outcome.is === "held") headers.append("Set-Cookie", flow["Set-Cookie"]);
    throw redirectElsewhere(new URL(to, env.origin), headers);
  },
);

/** Why somebody is not in after all. */
export default function Login() {
  return <NotSignedIn {...useLoaderData<typeof loader>()} />;
}
