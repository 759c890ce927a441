import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { env } from "#app/env.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { FlawNotice } from "#app/ui/connection/check.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { addSaml } from "./add-saml.server.ts";
import { SamlForm } from "./saml-form.tsx";
import { serviceProviderAt } from "./service-provider.ts";

// Stands in the addresses until a name is typed. No connection can be called so.
const PLACEHOLDER = "NAME";

export const meta: MetaFunction = () => pageTitle("saml.add.title");

export const loader = guard({ can: "admin:connections" }, () => {
  const { entityId, acsUrl } = serviceProviderAt(env.origin, PLACEHOLDER);
  return { addressPatterns: { metadata: entityId, callback: acsUrl } };
});

export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, form, context }) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const typed = {
      name: text("name"),
      label: text("label"),
      metadata: text("metadata"),
      metadataUrl: text("metadataUrl"),
    };
    const outcome = await addSaml({ principal, origin: originOf(context) }, typed);
    if (outcome.ok) return redirect(`/admin/connections/${outcome.id}?done=added`, 303);
    const { ok: _, ...problem } = outcome;
    return data({ problem, typed }, { status: outcome.reason === "name-taken" ? 409 : 400 });
  },
);

/** Where administrators add a SAML identity provider (SA-10). */
export default function NewConnection() {
  const text = useText("saml.add");
  const { addressPatterns } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problem = answer?.problem;
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <BackLink to="/admin/connections">{text("back")}</BackLink>
      {problem?.reason === "metadata" && <FlawNotice ok={false} flaw={problem.flaw} detail={problem.detail} />}
      <Card>
        <SamlForm typed={answer?.typed} flaw={problem?.reason} addresses={addressPatterns} />
      </Card>
    </Page>
  );
}
