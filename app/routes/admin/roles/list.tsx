import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { listRoles, type ListedRole } from "#app/access/describe-roles.server.ts";
import { createRole } from "#app/access/roles.server.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Form } from "#app/ui/form.tsx";
import { RolesIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { RoleTree } from "#app/ui/role-tree.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("roles.title");

export const loader = guard({ can: "admin:roles" }, async () => ({ roles: await listRoles() }));

export const action = guard(
  { can: "admin:roles", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, form, context }) => {
    const [name, description] = [String(form.get("name") ?? ""), String(form.get("description") ?? "")];
    const outcome = await createRole({ name, description }, { actorId: principal.userId, origin: originOf(context) });
    if (outcome.ok) return redirect(`/admin/roles/${outcome.id}`, 303);
    return data({ reason: outcome.reason, name, description }, { status: outcome.reason === "name-taken" ? 409 : 400 });
  },
);

export default function Roles() {
  const text = useText("roles");
  const { roles } = useLoaderData<typeof loader>();
  const done = useDone(["deleted"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("done.deleted")}</Notice>}
      <RoleTree roles={roles} />
      <RoleTable />
      <NewRole />
    </Page>
  );
}

function RoleTable() {
  const text = useText("roles");
  const { roles } = useLoaderData<typeof loader>();
  const columns = useColumns();
  const empty = <EmptyState Icon={RolesIcon} title={text("emptyTitle")} text={text("emptyText")} />;
  return <Table caption={text("title")} columns={columns} rows={roles} rowId={({ id }) => id} empty={empty} />;
}

function useColumns(): Column<ListedRole>[] {
  const text = useText("roles");
  return [
    { id: "name", label: text("name"), cell: (role) => <Name role={role} /> },
    { id: "description", label: text("description"), cell: ({ description }) => description || "–" },
    { id: "parents", label: text("inheritsFrom"), cell: (role) => <Parents role={role} /> },
    { id: "people", label: text("people"), align: "end", cell: ({ people }) => people },
  ];
}

function Name({ role: { id, name, isDefinedInCode } }: { role: ListedRole }) {
  const text = useText("roles");
  return (
    <span className="flex gap-2">
      <TextLink to={`/admin/roles/${id}`}>{name}</TextLink>
      {isDefinedInCode && <Badge>{text("inCode")}</Badge>}
    </span>
  );
}

function Parents({ role }: { role: ListedRole }) {
  const text = useText("roles");
  return (
    <span className="flex gap-2">
      {role.grantsAll && <Badge tone="warning">{text("everything")}</Badge>}
      {role.parents.map(({ id, name }) => (
        <Badge key={id}>{name}</Badge>
      ))}
      {!role.grantsAll && role.parents.length === 0 && "–"}
    </span>
  );
}

function NewRole() {
  const text = useText("roles");
  const problem = useActionData<typeof action>();
  const pending = usePending({}, "/admin/roles");
  return (
    <Card title={text("newTitle")} text={text("newText")}>
      <Form className="grid max-w-form gap-5">
        <TextField
          name="name"
          label={text("name")}
          hint={text("nameHint")}
          error={problem && text(`errors.${problem.reason}`)}
          defaultValue={problem?.name}
          maxLength={80}
          required
        />
        <TextField name="description" label={text("description")} defaultValue={problem?.description} maxLength={200} />
        <Submit pending={pending}>{text("create")}</Submit>
      </Form>
    </Card>
  );
}
