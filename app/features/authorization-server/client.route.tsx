import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { forbidden } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { Confirm } from "#app/ui/confirm.tsx";
import { useDone } from "#app/ui/done.ts";
import { Facts } from "#app/ui/facts.tsx";
import { IntentButton } from "#app/ui/intent-button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { removeClient, renewSecret, switchClient } from "./change-client.server.ts";
import { powersBeyond } from "./client-rights.ts";
import { ClientForm } from "./client-form.tsx";
import { ClientSecret } from "./client-secret.tsx";
import { findListedClient } from "./clients.server.ts";
import { changeTyped } from "./save-typed-client.server.ts";
import { allScopes } from "./scopes.ts";
import { type ClientFlaw, type TypedClient, typedClientIn } from "./typed-client.ts";

export const meta: MetaFunction = () => pageTitle("admin.clients.oneTitle");

export const loader = guard({ can: "admin:connections" }, async ({ params }) => ({
  client: await find(params.id),
  scopes: allScopes,
}));

async function find(id: string | undefined) {
  const client = await findListedClient(id ?? "");
  if (!client) throw new Response(null, { status: 404 });
  return client;
}

/** Changes an application, switches it off and on, gives it another secret, removes it. */
export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ params, principal, form, context, refuse }) => {
    const client = await find(params.id);
    const { id, name, keepsSecret } = client;
    const actor = { userId: principal.userId, origin: originOf(context) };
    const isLess = ["switch-off", "remove"].includes(String(form.get("intent")));
    // Otherwise its new secret, or another address of its, would open what whoever asks for that may not open.
    if (!isLess && powersBeyond(principal, client).length > 0) throw await refuse(forbidden("beyond-own-rights"));
    const back = (done: string) => redirect(`/admin/clients/${id}?${new URLSearchParams({ done })}`, 303);
    switch (form.get("intent")) {
      case "change": {
        const typed = { ...typedClientIn(form), keepsSecret };
        const outcome = await changeTyped(id, typed, principal, actor.origin);
        return outcome.ok ? back("changed") : data({ typed, flaws: outcome.flaws }, { status: 400 });
      }
      case "switch-off":
        await switchClient(id, false, actor);
        return back("off");
      case "switch-on":
        await switchClient(id, true, actor);
        return back("on");
      case "renew-secret": {
        if (!keepsSecret) throw new Response(null, { status: 400 });
        return data({ made: { id, name, secret: await renewSecret(id, actor) } }, { status: 201 });
      }
      case "remove":
        await removeClient(id, actor);
        return redirect("/admin/clients?done=removed", 303);
      default:
        throw new Response(null, { status: 400 });
    }
  },
);

type Said = {
  made?: { id: string; name: string; secret: string | null };
  typed?: TypedClient;
  flaws?: ClientFlaw[];
};

export default function ClientPage() {
  const text = useText("admin.clients");
  const { client, scopes } = useLoaderData<typeof loader>();
  const { made, typed, flaws }: Said = useActionData<typeof action>() ?? {};
  const done = useDone(["changed", "off", "on"]);
  return (
    <Page title={client.name} purpose={text(client.isActive ? "onePurpose" : "offPurpose")}>
      <BackLink to="/admin/clients">{text("back")}</BackLink>
      {done && !made && !flaws && <Notice tone="success">{text(`done.${done}`)}</Notice>}
      {made && <ClientSecret {...made} />}
      <Card title={text("identity")}>
        <div className="grid gap-5">
          <Facts
            items={[
              {
                label: text("clientId"),
                value: <code className="font-mono text-xs wrap-anywhere select-all">{client.id}</code>,
              },
              { label: text("secret"), value: text(client.keepsSecret ? "hasSecret" : "noSecret") },
            ]}
          />
          <Deeds keepsSecret={client.keepsSecret} isActive={client.isActive} name={client.name} />
        </div>
      </Card>
      <Card title={text("change")}>
        <ClientForm
          key={String(client.updatedAt)}
          typed={typed ?? client}
          flaws={flaws ?? []}
          scopes={scopes}
          isNew={false}
        />
      </Card>
    </Page>
  );
}

function Deeds({ keepsSecret, isActive, name }: { keepsSecret: boolean; isActive: boolean; name: string }) {
  const text = useText("admin.clients.deeds");
  return (
    <div className="flex flex-wrap gap-3">
      {keepsSecret && (
        <Confirm label={text("renew")} consequence={text("renewConsequence")}>
          <IntentButton intent="renew-secret" tone="danger">
            {text("renewSubmit")}
          </IntentButton>
        </Confirm>
      )}
      <IntentButton intent={isActive ? "switch-off" : "switch-on"}>
        {text(isActive ? "switchOff" : "switchOn")}
      </IntentButton>
      <Confirm label={text("remove")} consequence={text("removeConsequence", { name })}>
        <IntentButton intent="remove" tone="danger">
          {text("removeSubmit", { name })}
        </IntentButton>
      </Confirm>
    </div>
  );
}
