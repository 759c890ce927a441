import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ProgramIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { listClients } from "./clients.server.ts";
import { isServing } from "./provider.server.ts";

export const meta: MetaFunction = () => pageTitle("admin.clients.title");

export const loader = guard({ can: "admin:connections" }, async () => ({ clients: await listClients(), isServing }));

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["clients"][number];

/** The applications that get tokens here. */
export default function Clients() {
  const text = useText("admin.clients");
  const { clients, isServing: isOn } = useLoaderData<typeof loader>();
  const done = useDone(["removed"]);
  const action = <ButtonLink to="/admin/clients/new">{text("new")}</ButtonLink>;
  return (
    <Page title={text("title")} purpose={text("purpose")} action={clients.length > 0 && action}>
      {!isOn && <Notice tone="warning">{text("off")}</Notice>}
      {done && <Notice tone="success">{text("done.removed")}</Notice>}
      <Table
        caption={text("caption")}
        columns={useColumns()}
        rows={clients}
        rowId={({ id }) => id}
        empty={<EmptyState Icon={ProgramIcon} title={text("empty.title")} text={text("empty.text")} action={action} />}
      />
    </Page>
  );
}

function useColumns(): Column<Shown>[] {
  const text = useText("admin.clients");
  return [
    { id: "name", label: text("name"), cell: (client) => <Name {...client} /> },
    {
      id: "grants",
      label: text("grants"),
      cell: ({ grants }) => grants.map((grant) => text(`form.grant.${grant}`)).join(", "),
    },
    {
      id: "state",
      label: text("state"),
      cell: ({ isActive }) => (
        <Badge tone={isActive ? "success" : "neutral"}>{text(isActive ? "on" : "switchedOff")}</Badge>
      ),
    },
    { id: "created", label: text("created"), cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}

function Name({ id, name, isFirstParty }: Shown) {
  const text = useText("admin.clients");
  return (
    <span className="flex gap-2">
      <TextLink to={`/admin/clients/${id}`}>{name}</TextLink>
      {isFirstParty && <Badge>{text("firstParty")}</Badge>}
    </span>
  );
}
