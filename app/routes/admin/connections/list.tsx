import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { listLastResults, type ConnectionResult } from "#app/auth/connection-results.server.ts";
import { listAddedConnections } from "#app/auth/connections.server.ts";
import {
  type ConnectionState,
  inspectConnection,
  listFixedConnections,
  listNewConnections,
  stateOf,
} from "#app/features/list.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useResultReason } from "#app/ui/connection/result-reason.ts";
import { ConnectionStateBadge } from "#app/ui/connection/state-badge.tsx";
import { useDone } from "#app/ui/done.ts";
import { useKindName } from "#app/ui/connection/kind.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ConnectionIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("admin.connections.title");

export const loader = guard({ can: "admin:connections" }, async () => {
  const [added, last] = await Promise.all([listAddedConnections(), listLastResults()]);
  const lastOf = (name: string) => last.get(name) ?? { success: null, failure: null };
  const fixed = listFixedConnections().map(({ name, label, kind, authority }) => {
    const state: ConnectionState = "on";
    return { id: null, name, label, kind, authority, state, ...lastOf(name) };
  });
  const stored = added.map((connection) => {
    const { id, name, label, kind } = connection;
    const authority = inspectConnection(connection)?.authority ?? "";
    return { id, name, label, kind, authority, state: stateOf(connection), ...lastOf(name) };
  });
  return { connections: [...fixed, ...stored], ways: listNewConnections() };
});

export default function Connections() {
  const text = useText("admin.connections");
  const { connections, ways } = useLoaderData<typeof loader>();
  const done = useDone(["removed"]);
  const action = ways.length > 0 && (
    <div className="flex flex-wrap gap-2">
      {ways.map((way) => (
        <Add key={way.kind} {...way} />
      ))}
    </div>
  );
  return (
    <Page title={text("title")} purpose={text("purpose")} action={connections.length > 0 && action}>
      {done && <Notice tone="success">{text("done.removed")}</Notice>}
      <Table
        caption={text("caption")}
        columns={useColumns()}
        rows={connections}
        rowId={({ id, name }) => id ?? name}
        empty={<EmptyState Icon={ConnectionIcon} title={text("emptyTitle")} text={text("emptyText")} action={action} />}
      />
    </Page>
  );
}

function Add({ kind, address }: { kind: string; address: string }) {
  const text = useText("admin.connections");
  return <ButtonLink to={address}>{text("add", { kind: useKindName(kind) })}</ButtonLink>;
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["connections"][number];

function useColumns(): Column<Shown>[] {
  const text = useText("admin.connections");
  return [
    { id: "name", label: text("name"), cell: (connection) => <Name {...connection} /> },
    { id: "state", label: text("state"), cell: ({ state }) => <ConnectionStateBadge state={state} /> },
    { id: "success", label: text("success"), cell: ({ success }) => <Result result={success} /> },
    { id: "failure", label: text("failure"), cell: ({ failure }) => <Result result={failure} /> },
  ];
}

function Name({ id, name, label, kind, authority }: Shown) {
  const text = useText("admin.connections");
  return (
    <span className="grid gap-0.5">
      <span className="flex gap-2">
        {id === null ? label : <TextLink to={`/admin/connections/${id}`}>{label}</TextLink>}
        {id === null && <Badge>{text("fixed")}</Badge>}
      </span>
      <span className="text-xs font-normal text-ink-soft">{text("about", { name, kind: useKindName(kind) })}</span>
      <code className="w-60 font-mono text-xs font-normal wrap-anywhere whitespace-normal text-ink-soft">
        {authority}
      </code>
    </span>
  );
}

function Result({ result }: { result: ConnectionResult | null }) {
  const text = useText("admin.connections");
  const reasonText = useResultReason();
  if (!result) return <span className="text-ink-soft">{text("never")}</span>;
  return (
    <span className="grid w-44 gap-0.5 whitespace-normal">
      <Time at={result.at} />
      {result.reason !== null && <span className="text-ink-soft">{reasonText(result.reason)}</span>}
      <code className="font-mono text-xs wrap-anywhere text-ink-soft select-all">{result.requestId}</code>
    </span>
  );
}
