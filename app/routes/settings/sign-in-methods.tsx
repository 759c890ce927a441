import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { connectHeld } from "#app/auth/connect-held.server.ts";
import { findHeldIdentity, isHeldFor } from "#app/auth/held-identities.server.ts";
import { listSignInMethods } from "#app/auth/sign-in-methods.server.ts";
import { unlinkIdentity } from "#app/auth/unlink.server.ts";
import { minutes } from "#app/clock.ts";
import { findOpenConnection, listSignInPlaces } from "#app/features/list.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Card } from "#app/ui/card.tsx";
import { ConnectCard } from "#app/ui/sign-in-methods/connect-card.tsx";
import { LinkedItem } from "#app/ui/sign-in-methods/linked-item.tsx";
import { PasswordItem } from "#app/ui/sign-in-methods/password-item.tsx";
import { PlacesToConnect } from "#app/ui/sign-in-methods/places-to-connect.tsx";
import { useDone } from "#app/ui/done.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("signInMethods.title");

export const loader = guard({ signedIn: true }, async ({ principal, request, context }) => {
  const asked = new URL(request.url).searchParams.get("connect");
  const [methods, places, waiting] = await Promise.all([
    listSignInMethods(principal.userId),
    listSignInPlaces(),
    findHeldIdentity(asked, context.flowToken),
  ]);
  const held = waiting && isHeldFor(waiting, principal.userId) ? waiting : null;
  const labelOf = (name: string) => places.find((place) => place.name === name)?.label;
  const isUsable = ({ connection }: { connection: string }) => labelOf(connection) !== undefined;
  const ways = methods.identities.filter(isUsable).length + (methods.hasPassword ? 1 : 0);
  return {
    hasPassword: methods.hasPassword,
    linked: methods.identities.map((identity) => ({
      ...identity,
      label: labelOf(identity.connection) ?? identity.connection,
      isOpen: isUsable(identity),
      isLast: ways === 1 && isUsable(identity),
    })),
    places: places.map(({ label, address, connectAddress }) => ({
      label,
      address: connectAddress ?? `${address}?${new URLSearchParams(toConnect)}`,
    })),
    asked:
      held && asked
        ? { id: asked, label: labelOf(held.connection) ?? held.connection, who: held.assertion.email }
        : null,
    isGone: asked !== null && !held,
  };
});

const toConnect = { purpose: "connect", redirectTo: "/settings/sign-in-methods" };

export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "30 per 15 minutes" },
  async ({ principal, form, context }) => {
    const { userId, session } = principal;
    const id = String(form.get("id") ?? "");
    if (form.get("intent") === "connect") {
      const held = { id, browserToken: context.flowToken };
      const outcome = await connectHeld(userId, held, findOpenConnection, originOf(context));
      if (outcome.ok) return redirect("/settings/sign-in-methods?done=connected", 303);
      return data({ reason: outcome.reason }, { status: 409 });
    }
    if (form.get("intent") !== "disconnect") throw new Response(null, { status: 400 });
    const asked = { userId, sessionId: session.id, identityId: id, open: await listSignInPlaces() };
    const outcome = await unlinkIdentity(asked, originOf(context));
    if (outcome.ok) return redirect("/settings/sign-in-methods?done=disconnected", 303);
    return data({ reason: outcome.reason }, { status: 409 });
  },
);

export default function SignInMethods() {
  const text = useText("signInMethods");
  const { hasPassword, linked, places, asked, isGone } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const done = useDone(["connected", "disconnected"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text(`done.${done}`)}</Notice>}
      {problem && <Notice tone="danger">{text(`errors.${problem.reason}`)}</Notice>}
      {isGone && !problem && <Notice tone="warning">{text("errors.gone")}</Notice>}
      {asked && <ConnectCard {...asked} />}
      <Card title={text("list")}>
        <ul className="-my-4 divide-y divide-line">
          <PasswordItem hasPassword={hasPassword} />
          {linked.map((identity) => (
            <LinkedItem key={identity.id} {...identity} />
          ))}
        </ul>
      </Card>
      {places.length > 0 && <PlacesToConnect places={places} />}
    </Page>
  );
}
