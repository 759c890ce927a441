import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { findAddedConnection } from "#app/auth/connections.server.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { FlawNotice } from "#app/ui/connection/check.tsx";
import { useDone } from "#app/ui/done.ts";
import { Facts } from "#app/ui/facts.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { certificatesIn } from "./added-connection.server.ts";
import { changeSwitches, replaceMetadata } from "./change-saml.server.ts";
import { endOf } from "./check-metadata.server.ts";
import { ReplaceForm } from "./replace-form.tsx";
import { SwitchesForm } from "./switches-form.tsx";
import { typedSwitchesIn } from "./typed-switches.ts";

export const meta: MetaFunction = () => pageTitle("saml.connection.title");

export const loader = guard({ can: "admin:connections" }, async ({ params, principal }) => {
  const { id, label, settings } = await find(params.id);
  const { entityId = "", metadataUrl = "", certificates = "" } = settings;
  const switches = typedSwitchesIn(
    (field) => settings[field] ?? "",
    (flag) => settings[flag] === "true",
  );
  const ends = certificatesIn(certificates).map(endOf);
  return { id, label, entityId, metadataUrl, certificateEnds: ends, switches, mayChange: principal.user.isSuperuser };
});

async function find(id: string | undefined) {
  const connection = await findAddedConnection(id ?? "");
  if (connection?.kind !== "saml") throw new Response(null, { status: 404 });
  return connection;
}

export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ params, form, principal, context }) => {
    const connection = await find(params.id);
    const actor = { principal, origin: originOf(context) };
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const intent = form.get("intent");
    const source = { metadata: text("metadata"), metadataUrl: text("metadataUrl") };
    const switches = typedSwitchesIn(text, (flag) => form.has(flag));
    if (intent !== "switches" && intent !== "metadata") throw new Response(null, { status: 400 });
    const outcome = await (intent === "metadata"
      ? replaceMetadata(actor, connection, source)
      : changeSwitches(actor, connection, switches));
    if (outcome.ok) return redirect(`/admin/connections/${connection.id}/saml?done=${intent}`, 303);
    const { ok: _, ...problem } = outcome;
    if (problem.reason === "unknown") throw new Response(null, { status: 404 });
    return data({ intent, problem, source, switches }, { status: problem.reason === "superusers-only" ? 403 : 400 });
  },
);

/** What only a SAML connection has: its metadata, its certificates, its switches. */
export default function SamlConnection() {
  const text = useText("saml.connection");
  const { id, label, metadataUrl, switches, mayChange } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = useDone(["switches", "metadata"]);
  const problem = answer?.problem;
  const error = problem && problem.reason !== "unknown" ? text(`errors.${problem.reason}`) : undefined;
  const errorOf = (intent: string) => (answer?.intent === intent ? error : undefined);
  return (
    <Page title={label} purpose={text("purpose")}>
      <BackLink to={`/admin/connections/${id}`}>{text("back")}</BackLink>
      {done && !answer && <Notice tone="success">{text(`done.${done}`)}</Notice>}
      {problem?.reason === "metadata" && <FlawNotice ok={false} flaw={problem.flaw} detail={problem.detail} />}
      <Known />
      {!mayChange && <Notice tone="info">{text("errors.superusers-only")}</Notice>}
      {mayChange && (
        <>
          <ReplaceForm typed={answer?.source ?? { metadata: "", metadataUrl }} error={errorOf("metadata")} />
          <SwitchesForm values={answer?.switches ?? switches} error={errorOf("switches")} />
        </>
      )}
    </Page>
  );
}

/** Who the connection is about, and until when its certificates were meant to be used. */
function Known() {
  const text = useText("saml.connection");
  const { entityId, metadataUrl, certificateEnds } = useLoaderData<typeof loader>();
  const items = [
    { label: text("entityId"), value: <Literal>{entityId}</Literal> },
    { label: text("source"), value: metadataUrl ? <Literal>{metadataUrl}</Literal> : text("file") },
    {
      label: text("certificates"),
      value: (
        <ul>
          {certificateEnds.map((end) => (
            <li key={end.toISOString()}>
              <Time at={end} />
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <Card title={text("known")} text={text("knownText")}>
      <Facts items={items} />
    </Card>
  );
}

const Literal = ({ children }: { children: string }) => (
  <code className="font-mono text-xs wrap-anywhere select-all">{children}</code>
);
