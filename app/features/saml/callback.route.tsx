import { type MetaFunction, useActionData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import type { RequestContext } from "#app/guards/request-context.ts";
import { safeRedirect } from "#app/guards/safe-redirect.ts";
import { NotSignedIn } from "#app/ui/not-signed-in.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { answerFailure } from "./answer.server.ts";
import { findBySlug, findOnly } from "./find-connection.server.ts";
import { takeResponse } from "./take-response.server.ts";

export const meta: MetaFunction = () => pageTitle("notSignedIn.title");

/** Posts that were answered with a page: for that Remix asks the loader as well, as if the page had been asked for. */
const answered = new WeakSet<RequestContext>();

/** Responses come by the POST binding alone: no other one is signed as a whole (SA30). */
export const loader = guard({ open: "says that a response is posted" }, ({ context }) => {
  if (answered.has(context)) return null;
  context.setHeader("Allow", "POST");
  throw new Response("A response is posted here.", { status: 405 });
});

// Where identity providers let people post what they say of them (SA-02). Signs nobody in and sets no cookie.
export const action = guard(
  {
    open: "the way back from an identity provider",
    crossSite:
      "an identity provider's page posts here; what was posted is signed, and counts in the browser that asked",
    limit: "100 per 15 minutes",
  },
  async ({ params, request, form, context, refuse }) => {
    const connection = await (params.connection === undefined ? findOnly() : findBySlug(params.connection));
    if (!connection) throw await refuse(notFound);
    const posted = {
      samlResponse: onlyOne(form, "SAMLResponse") ?? "",
      relayState: onlyOne(form, "RelayState"),
      path: new URL(request.url).pathname,
    };
    const taken = await takeResponse(connection, posted);
    if (taken.ok)
      throw safeRedirect(`/auth/saml/${connection.slug}/finish?${new URLSearchParams({ ticket: taken.ticket })}`);
    answered.add(context);
    return answerFailure(taken.failure, taken.flow, connection, context);
  },
);

function onlyOne(form: FormData, name: string): string | null {
  const [first, ...others] = form.getAll(name);
  return typeof first === "string" && others.length === 0 ? first : null;
}

/** Why somebody is not on their way in. */
export default function Callback() {
  const problem = useActionData<typeof action>();
  return problem ? <NotSignedIn {...problem} /> : null;
}
