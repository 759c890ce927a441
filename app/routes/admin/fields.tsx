import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { currentRoleGraph } from "#app/access/role-graph.server.ts";
import { minutes } from "#app/clock.ts";
import { accessLevels } from "#app/db/access-level.ts";
import { guard } from "#app/guards/guard.server.ts";
import { answerRuleChange } from "#app/guards/rule-change.server.ts";
import { models } from "#app/models.server.ts";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { useDone } from "#app/ui/done.ts";
import { controlClass } from "#app/ui/field.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { RulePreview } from "#app/ui/rule-preview.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { pageTitle } from "#app/ui/title.ts";

type ModelFields = { model: string; unset: "open" | "closed"; fields: string[]; roles: RoleFields[] };
type RoleFields = { id: string; name: string; own: Record<string, string>; inForce: Record<string, string> };

export const meta: MetaFunction = () => pageTitle("fields.title");

export const loader = guard({ can: "admin:roles" }, async () => {
  const graph = await currentRoleGraph();
  const matrix = models.map(({ name: model, unsetFields: unset, guardedFields }): ModelFields => ({
    model,
    unset,
    fields: [...guardedFields],
    roles: graph.rules.roles.map(({ id, name }) => ({
      id,
      name,
      own: Object.fromEntries(
        graph.rules.fields
          .filter((rule) => rule.roleId === id && rule.model === model)
          .map(({ field, access }) => [field, access]),
      ),
      inForce: { ...graph.standingOf([id]).fieldRules[model] },
    })),
  }));
  return { matrix };
});

export const action = guard({ can: "admin:roles", fresh: minutes(10), limit: "120 per hour" }, (args) => {
  args.form.set("kind", "field");
  return answerRuleChange(args, "/admin/fields?done=changed");
});

export default function Fields() {
  const text = useText("fields");
  const { matrix } = useLoaderData<typeof loader>();
  const done = useDone(["changed"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("changed")}</Notice>}
      <Shown />
      {matrix.map((one) => (
        <Card key={one.model} title={one.model} text={text(one.unset === "closed" ? "closed" : "open")}>
          <Matrix of={one} />
        </Card>
      ))}
    </Page>
  );
}

function Shown() {
  const answer = useActionData<typeof action>();
  return answer && <RulePreview {...answer} backTo="/admin/fields" />;
}

function Matrix({ of: { model, fields, roles } }: { of: ModelFields }) {
  const text = useText("fields");
  const columns = useColumns(model, fields);
  return (
    <Table
      caption={text("caption", { model })}
      columns={columns}
      rows={roles}
      rowId={({ id }) => id}
      empty={text("noRoles")}
    />
  );
}

function useColumns(model: string, fields: readonly string[]): Column<RoleFields>[] {
  const text = useText("fields");
  return [
    { id: "role", label: text("role"), cell: ({ id, name }) => <TextLink to={`/admin/roles/${id}`}>{name}</TextLink> },
    ...fields.map((field) => ({
      id: field,
      label: field,
      cell: (role: RoleFields) => <Cell model={model} field={field} role={role} />,
    })),
  ];
}

/** What the role itself says, to change; and what holds for it in the end, where one it inherits from allows more. */
function Cell({ model, field, role }: { model: string; field: string; role: RoleFields }) {
  const text = useText("fields");
  const [own, inForce] = [role.own[field] ?? "unset", role.inForce[field]];
  return (
    <Form className="flex items-center gap-2">
      <input type="hidden" name="roleId" value={role.id} />
      <input type="hidden" name="model" value={model} />
      <input type="hidden" name="field" value={field} />
      <select
        name="access"
        defaultValue={own}
        aria-label={text("accessLabel", { role: role.name, field })}
        className={`${controlClass} min-w-32`}
      >
        {(["unset", ...accessLevels] as const).map((level) => (
          <option key={level} value={level}>
            {text(`levels.${level}`)}
          </option>
        ))}
      </select>
      <Button size="small" aria-label={text("lookLabel", { role: role.name, field })}>
        {text("look")}
      </Button>
      {inForce && inForce !== own && (
        <span className="text-xs text-ink-soft">{text("inherited", { level: inForce })}</span>
      )}
    </Form>
  );
}
