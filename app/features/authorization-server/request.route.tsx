import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { safeRedirect } from "#app/guards/safe-redirect.ts";
import { useText } from "#app/ui/intl.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { AllowForm } from "./allow-form.tsx";
import { allow } from "./allow.server.ts";
import { GoOn } from "./go-on.tsx";
import { answerRequest, findPendingRequest } from "./pending-request.server.ts";

export const meta: MetaFunction = () => pageTitle("applications.request.title");

const cookiesOf = (request: Request) => request.headers.get("cookie");

/** Somebody whom an application has sent here, and who is signed in by now: asks them what is to be asked, or goes on. */
export const loader = guard({ signedIn: true }, async ({ principal, params, request, refuse }) => {
  const uid = params.uid ?? "";
  const pending = await findPendingRequest(uid, cookiesOf(request));
  if (!pending) throw await refuse(notFound);
  const { client, wants, asked, isAnswered, wayOn } = pending;
  const shown = { client: client.name, name: principal.user.fullName || principal.user.username, wayOn };
  if (isAnswered) return { ...shown, asked: null };
  if (wants.is === "consent" && !client.isFirstParty) return { ...shown, asked };
  if (wants.is === "sign-in" && wants.since && principal.session.authenticatedAt < wants.since)
    throw safeRedirect(`/confirm?${new URLSearchParams({ redirectTo: `/oauth2/request/${uid}` })}`);
  const answer =
    wants.is === "consent"
      ? ({ is: "allowed" } as const)
      : wants.is === "sign-in"
        ? ({ is: "signed-in", principal } as const)
        : ({ is: "refused" } as const);
  await answerRequest(uid, cookiesOf(request), answer);
  return { ...shown, asked: null };
});

/** Allows what was asked, or says no (AS20). */
export const action = guard({ signedIn: true, limit: "60 per minute" }, async (args) => {
  const { principal, params, request, form, context, refuse } = args;
  const uid = params.uid ?? "";
  const cookies = cookiesOf(request);
  const pending = await findPendingRequest(uid, cookies);
  if (!pending || pending.wants.is !== "consent") throw await refuse(notFound);
  const isAllowed = form.get("intent") === "allow";
  if (isAllowed) await allow(principal.userId, pending, originOf(context));
  await answerRequest(uid, cookies, { is: isAllowed ? "allowed" : "refused" });
  throw safeRedirect(`/oauth2/request/${uid}`);
});

export default function RequestPage() {
  const text = useText("applications.request");
  const { asked, client, name, wayOn } = useLoaderData<typeof loader>();
  if (asked) return <AllowForm asked={asked} client={client} name={name} />;
  return <GoOn title={text("goOnTitle", { client })} to={wayOn} label={text("goOn", { client })} />;
}
