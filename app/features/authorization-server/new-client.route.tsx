import { data } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { ClientForm } from "./client-form.tsx";
import { ClientSecret } from "./client-secret.tsx";
import { registerTyped } from "./save-typed-client.server.ts";
import { allScopes } from "./scopes.ts";
import { type ClientFlaw, type TypedClient, typedClientIn } from "./typed-client.ts";

export const meta: MetaFunction = () => pageTitle("admin.clients.newTitle");

export const loader = guard({ can: "admin:connections" }, () => ({ scopes: allScopes }));

/** Registers an application. Its secret stands in the answer to this very post, and nowhere else. */
export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, form, context }) => {
    const typed = typedClientIn(form);
    const outcome = await registerTyped(typed, principal, originOf(context));
    if (!outcome.ok) return data({ typed, flaws: outcome.flaws }, { status: 400 });
    const { client, secret } = outcome;
    return data({ made: { id: client.id, name: client.name, secret } }, { status: 201 });
  },
);

type Said = {
  made?: { id: string; name: string; secret: string | null };
  typed?: TypedClient;
  flaws?: ClientFlaw[];
};

export default function NewClient() {
  const text = useText("admin.clients");
  const { scopes } = useLoaderData<typeof loader>();
  const { made, typed, flaws }: Said = useActionData<typeof action>() ?? {};
  return (
    <Page title={text("newTitle")} purpose={text("newPurpose")}>
      <BackLink to="/admin/clients">{text("back")}</BackLink>
      {made ? (
        <ClientSecret {...made} />
      ) : (
        <Card>
          <ClientForm typed={typed} flaws={flaws ?? []} scopes={scopes} isNew />
        </Card>
      )}
    </Page>
  );
}
