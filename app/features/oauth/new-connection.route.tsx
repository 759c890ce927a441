import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { FlawNotice } from "#app/ui/connection/check.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { addOpenId } from "./add-openid.server.ts";
import { callbackAddressOf } from "./exchange.server.ts";
import { OpenIdForm } from "./openid-form.tsx";

// Stands in the address until a name is typed. No connection can be called so.
const PLACEHOLDER = "NAME";

export const meta: MetaFunction = () => pageTitle("oauth.add.title");

export const loader = guard({ can: "admin:connections" }, () => ({
  callbackPattern: callbackAddressOf({ name: PLACEHOLDER }),
}));

const statuses = { name: 400, "name-taken": 409, label: 400, clientId: 400, secret: 400, scopes: 400, issuer: 400 };

export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, form, context }) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const typed = {
      name: text("name"),
      label: text("label"),
      issuer: text("issuer"),
      clientId: text("clientId"),
      scopes: text("scopes"),
    };
    const secret = String(form.get("clientSecret") ?? "");
    const actor = { principal, origin: originOf(context) };
    const outcome = await addOpenId(actor, { ...typed, secret });
    if (outcome.ok) return redirect(`/admin/connections/${outcome.id}?done=added`, 303);
    const { ok: _, ...problem } = outcome;
    return data({ problem, typed }, { status: statuses[outcome.reason] }); // the secret is not sent back
  },
);

/** Where administrators add an OpenID provider. */
export default function NewConnection() {
  const text = useText("oauth.add");
  const { callbackPattern } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problem = answer?.problem;
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <BackLink to="/admin/connections">{text("back")}</BackLink>
      {problem?.reason === "issuer" && <FlawNotice ok={false} flaw={problem.flaw} detail={problem.detail} />}
      <Card>
        <OpenIdForm typed={answer?.typed} flaw={problem?.reason} callbackAddress={callbackPattern} />
      </Card>
    </Page>
  );
}
