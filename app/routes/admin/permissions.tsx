import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { permissionCatalogue } from "#app/access/permissions.ts";
import { currentRoleGraph } from "#app/access/role-graph.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { pageTitle } from "#app/ui/title.ts";

type PermissionRow = {
  name: string;
  description: string;
  roles: { id: string; name: string; isConditional: boolean }[];
};

export const meta: MetaFunction = () => pageTitle("permissions.title");

export const loader = guard({ can: "admin:roles" }, async () => {
  const { rules, grantsOf } = await currentRoleGraph();
  const permissions = Object.entries(permissionCatalogue).map(([name, description]): PermissionRow => ({
    name,
    description,
    roles: rules.roles.flatMap(({ id, name: role }) => {
      const own = grantsOf(id).filter((grant) => grant.permission === name);
      return own.length > 0
        ? [{ id, name: role, isConditional: own.every((grant) => grant.conditions.length > 0) }]
        : [];
    }),
  }));
  return { permissions };
});

export default function Permissions() {
  const text = useText("permissions");
  const { permissions } = useLoaderData<typeof loader>();
  const columns = useColumns();
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <Table caption={text("title")} columns={columns} rows={permissions} rowId={({ name }) => name} empty={null} />
    </Page>
  );
}

function useColumns(): Column<PermissionRow>[] {
  const text = useText("permissions");
  return [
    { id: "name", label: text("name"), cell: ({ name }) => <Badge code>{name}</Badge> },
    { id: "description", label: text("description"), cell: ({ description }) => description },
    { id: "roles", label: text("givenBy"), cell: (row) => <GivenBy row={row} /> },
  ];
}

function GivenBy({ row }: { row: PermissionRow }) {
  const text = useText("permissions");
  if (row.roles.length === 0) return <span className="text-ink-soft">{text("nobody")}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {row.roles.map(({ id, name, isConditional }) => (
        <span key={id}>
          <TextLink to={`/admin/roles/${id}`}>{name}</TextLink>
          {isConditional && <span className="text-ink-soft"> {text("conditional")}</span>}
        </span>
      ))}
    </span>
  );
}
