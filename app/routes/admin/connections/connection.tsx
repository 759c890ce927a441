import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import type { Actor } from "#app/auth/change-person.server.ts";
import { changeConnection } from "#app/auth/connection-changes.server.ts";
import { listResults } from "#app/auth/connection-results.server.ts";
import { findAddedConnection } from "#app/auth/connections.server.ts";
import { groupMapText } from "#app/auth/group-map-text.ts";
import { removalEffect, removeConnection } from "#app/auth/remove-connection.server.ts";
import type { WrittenConnection } from "#app/auth/written-connection.ts";
import { minutes } from "#app/clock.ts";
import { inspectConnection, listFixedConnections, listSignInPlaces, stateOf } from "#app/features/list.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { CheckCard } from "#app/ui/connection/check.tsx";
import { ConnectionEnding } from "#app/ui/connection/ending.tsx";
import { ConnectionFacts } from "#app/ui/connection/facts.tsx";
import { ConnectionResults } from "#app/ui/connection/results.tsx";
import { SecretForm } from "#app/ui/connection/secret-form.tsx";
import { TrustForm } from "#app/ui/connection/trust-form.tsx";
import { useDone } from "#app/ui/done.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("admin.connection.title");

export const loader = guard({ can: "admin:connections" }, async ({ principal, params }) => {
  const connection = await findAddedConnection(params.id ?? "");
  if (!connection) throw new Response(null, { status: 404 });
  const { name, label, kind, settings, createdAt, isEnabled, createsUsers, trustedDomains, groupMap } = connection;
  const inspected = inspectConnection(connection);
  const elsewhere = { fixed: listFixedConnections(), open: await listSignInPlaces() };
  const [results, effect] = await Promise.all([listResults(name), removalEffect(connection, elsewhere)]);
  return {
    about: { name, label, kind, settings, createdAt, state: stateOf(connection) },
    isEnabled,
    values: { label, createsUsers, trustedDomains: trustedDomains.join(", "), groupMap: groupMapText(groupMap) },
    inspected: inspected && {
      addresses: inspected.addresses,
      hasSecret: inspected.hasSecret,
      page: inspected.page ?? null,
    },
    mayTrust: principal.user.isSuperuser,
    results,
    effect,
  };
});

const statuses = {
  label: 400,
  domains: 400,
  "group-map": 400,
  secret: 400,
  "unknown-role": 400,
  "superusers-only": 403,
  "beyond-own-rights": 403,
};

const done = ["added", "change", "secret", "on", "off"] as const;

export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, params, form, context }) => {
    const id = params.id ?? "";
    const actor = { principal, origin: originOf(context) };
    const intent = String(form.get("intent"));
    if (intent === "check") return data({ is: "checked" as const, check: await check(id) });
    if (intent === "remove") return remove(actor, id);
    const written = writtenIn(intent, form);
    if (!written) throw new Response(null, { status: 400 });
    const outcome = await changeConnection(actor, id, written);
    if (outcome.ok) return redirect(`/admin/connections/${id}?done=${intent}`, 303);
    if (outcome.reason === "unknown") throw new Response(null, { status: 404 });
    const { secret: _, ...typed } = written; // never sent back
    return data({ is: "refused" as const, problem: outcome, typed, intent }, { status: statuses[outcome.reason] });
  },
);

async function check(id: string) {
  const connection = await findAddedConnection(id);
  const inspection = connection && inspectConnection(connection);
  if (!inspection) throw new Response(null, { status: 404 });
  return inspection.check();
}

async function remove(actor: Actor, id: string) {
  const outcome = await removeConnection(actor, id, { fixed: listFixedConnections() });
  if (!outcome.ok) throw new Response(null, { status: 404 });
  return redirect("/admin/connections?done=removed", 303);
}

function writtenIn(intent: string, form: FormData): WrittenConnection | null {
  const text = (name: string) => (form.has(name) ? String(form.get(name)) : undefined);
  if (intent === "on" || intent === "off") return { isEnabled: intent === "on" };
  if (intent === "secret") return { secret: text("secret") ?? "" };
  if (intent !== "change") return null;
  return {
    label: text("label") ?? "",
    trustedDomains: text("trustedDomains"),
    groupMap: text("groupMap"),
    createsUsers: form.has("createsUsers"),
  };
}

export default function Connection() {
  const text = useText("admin.connection");
  const { about, isEnabled, inspected, results, effect } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const secretFlaw = answer?.is === "refused" && answer.problem.reason === "secret";
  return (
    <Page title={about.label} purpose={text("purpose")}>
      <BackLink to="/admin/connections">{text("back")}</BackLink>
      <Outcome />
      <ConnectionFacts {...about} addresses={inspected?.addresses ?? []} />
      {inspected?.page && (
        <p>
          <TextLink to={inspected.page}>{text("more")}</TextLink>
        </p>
      )}
      <Trust />
      {inspected && <CheckCard check={answer?.is === "checked" ? answer.check : undefined} />}
      <ConnectionResults results={results} />
      {inspected?.hasSecret !== false && <SecretForm error={secretFlaw ? text("errors.secret") : undefined} />}
      <ConnectionEnding label={about.label} isEnabled={isEnabled} effect={effect} />
    </Page>
  );
}

/** What the form before this page has done, or why not where no field is to blame. */
function Outcome() {
  const text = useText("admin.connection");
  const { about } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isDone = useDone(done);
  const problem = answer?.is === "refused" && answer.intent === "on" ? answer.problem : null;
  const role = problem && "role" in problem ? problem.role : "";
  return (
    <>
      {problem && <Notice tone="danger">{text(`errors.${problem.reason}`, { role, line: 0 })}</Notice>}
      {isDone && !answer && <Notice tone="success">{text(`done.${isDone}`)}</Notice>}
      {about.state !== "on" && about.state !== "off" && (
        <Notice tone="warning">{text(`trouble.${about.state}`)}</Notice>
      )}
    </>
  );
}

const fields = {
  label: "label",
  domains: "trustedDomains",
  "superusers-only": "trustedDomains",
  "group-map": "groupMap",
  "unknown-role": "groupMap",
  "beyond-own-rights": "groupMap",
} as const;

function Trust() {
  const text = useText("admin.connection");
  const { values, mayTrust } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.is === "refused" && answer.intent === "change" ? answer : null;
  const problem = refused?.problem;
  if (!problem || problem.reason === "secret")
    return <TrustForm key={JSON.stringify(values)} values={values} mayTrust={mayTrust} />;
  const role = "role" in problem ? problem.role : "";
  const line = "line" in problem ? problem.line : 0;
  const error = { field: fields[problem.reason], text: text(`errors.${problem.reason}`, { role, line }) };
  const given = Object.fromEntries(Object.entries(refused.typed).filter(([, value]) => value !== undefined));
  return <TrustForm values={{ ...values, ...given }} mayTrust={mayTrust} error={error} />;
}
