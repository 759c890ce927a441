import { type MetaFunction, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";

import { conditionForms } from "#app/access/condition-form.ts";
import { describeRole, listRoles } from "#app/access/describe-roles.server.ts";
import { allPermissions } from "#app/access/permissions.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { answerRuleChange } from "#app/guards/rule-change.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { ConditionFields } from "#app/ui/condition-fields.tsx";
import { useDone } from "#app/ui/done.ts";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { PermissionName } from "#app/ui/permission-name.tsx";
import { RuleButton } from "#app/ui/rule-button.tsx";
import { RulePreview } from "#app/ui/rule-preview.tsx";
import { SelectField } from "#app/ui/select-field.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("roles.roleTitle");

export const loader = guard({ can: "admin:roles" }, async ({ params }) => {
  const role = await describeRole(params.id ?? "");
  if (!role) throw new Response(null, { status: 404 });
  const others = (await listRoles()).filter(({ id }) => id !== role.id);
  return { role, others: others.map(({ id, name }) => ({ id, name })), permissions: allPermissions, conditionForms };
});

export const action = guard({ can: "admin:roles", fresh: minutes(10), limit: "120 per hour" }, (args) => {
  const roleId = args.params.id ?? "";
  args.form.set("roleId", roleId);
  const isDeleting = args.form.get("kind") === "delete-role";
  return answerRuleChange(args, isDeleting ? "/admin/roles?done=deleted" : `/admin/roles/${roleId}?done=changed`);
});

export default function Role() {
  const text = useText("roles");
  const { role } = useLoaderData<typeof loader>();
  const done = useDone(["changed"]);
  return (
    <Page title={role.name} purpose={role.description || text("rolePurpose", { count: role.people })}>
      {done && <Notice tone="success">{text("done.changed")}</Notice>}
      {role.isDefinedInCode && <Notice tone="info">{text("inCodeText")}</Notice>}
      <Shown />
      <Grants />
      <NewGrant />
      <Parents />
      <Everything />
      <Delete />
    </Page>
  );
}

/** What the form that was just sent would do. */
function Shown() {
  const { role } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return answer && <RulePreview {...answer} backTo={`/admin/roles/${role.id}`} />;
}

function Grants() {
  const text = useText("roles");
  const { role } = useLoaderData<typeof loader>();
  return (
    <Card title={text("grants")} text={text("grantsText")}>
      {role.grants.length === 0 && <p className="text-ink-soft">{text("noGrants")}</p>}
      <ul className="-my-3 divide-y divide-line">
        {role.grants.map(({ id, permission, conditions, from, isOwn }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <PermissionName name={permission} conditions={conditions} />
            {isOwn ? (
              <RuleButton fields={{ kind: "ungrant", grantId: id }} label={text("take")} about={permission} />
            ) : (
              <span className="text-ink-soft">
                {text("from")} <TextLink to={`/admin/roles/${from.id}`}>{from.name}</TextLink>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The conditions to ask for stand in the address, so that choosing one works without JavaScript. */
function NewGrant() {
  const text = useText("roles");
  const { permissions, conditionForms: forms } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const sent = answer?.fields ?? {};
  const isLookedAt = answer?.outcome.ok; // then making the change is the one primary action
  const [search] = useSearchParams();
  const chosen = search.getAll("condition").flatMap((type) => forms.find((form) => form.type === type) ?? []);
  return (
    <Card title={text("newGrant")} text={text("newGrantText")}>
      <div className="grid max-w-form gap-6">
        <Form className="grid gap-5">
          <input type="hidden" name="kind" value="grant" />
          <SelectField
            name="permission"
            label={text("permission")}
            choices={permissions.map((name) => ({ value: name, label: name }))}
            defaultValue={sent.permission}
          />
          {chosen.map(({ type, fields }, place) => (
            <ConditionFields key={`${type} ${place}`} type={type} place={place} settings={fields} sent={sent} />
          ))}
          <div>
            <Button tone={isLookedAt ? "secondary" : "primary"}>{text("look")}</Button>
          </div>
        </Form>
        <form method="get" className="flex items-end gap-3">
          {chosen.map(({ type }, place) => (
            <input key={`${type} ${place}`} type="hidden" name="condition" value={type} />
          ))}
          <div className="flex-1">
            <SelectField
              name="condition"
              label={text("condition")}
              choices={forms.map(({ type }) => ({ value: type, label: type }))}
            />
          </div>
          <Button>{text("addCondition")}</Button>
        </form>
      </div>
    </Card>
  );
}

function Parents() {
  const text = useText("roles");
  const { role, others } = useLoaderData<typeof loader>();
  const candidates = others.filter(({ id }) => !role.parents.some((parent) => parent.id === id));
  return (
    <Card title={text("inheritance")} text={text("inheritanceText", { name: role.name })}>
      <div className="grid gap-5">
        <ul className="grid gap-2">
          {role.parents.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3">
              <TextLink to={`/admin/roles/${id}`}>{name}</TextLink>
              <RuleButton
                fields={{ kind: "remove-parent", parentId: id }}
                label={text("stopInheriting")}
                about={name}
              />
            </li>
          ))}
        </ul>
        {role.heirs.length > 0 && (
          <p className="flex flex-wrap items-center gap-2 text-ink-soft">
            {text("heirs")}
            {role.heirs.map(({ id, name }) => (
              <Badge key={id}>{name}</Badge>
            ))}
          </p>
        )}
        {candidates.length > 0 && (
          <Form className="flex max-w-form items-end gap-3">
            <input type="hidden" name="kind" value="add-parent" />
            <div className="flex-1">
              <SelectField
                name="parentId"
                label={text("parent")}
                choices={candidates.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </div>
            <Button>{text("look")}</Button>
          </Form>
        )}
      </div>
    </Card>
  );
}

function Everything() {
  const text = useText("roles");
  const { role } = useLoaderData<typeof loader>();
  const fields = { kind: "grants-all", grantsAll: role.grantsAll ? "false" : "true" };
  return (
    <Card title={text("everythingTitle")} text={text(role.grantsAll ? "everythingOn" : "everythingOff")}>
      <RuleButton
        fields={fields}
        label={text(role.grantsAll ? "everythingStop" : "everythingStart")}
        about={role.name}
      />
    </Card>
  );
}

function Delete() {
  const text = useText("roles");
  const { role } = useLoaderData<typeof loader>();
  if (role.isDefinedInCode) return <Card title={text("deleteTitle")} text={text("deleteInCode")} />;
  return (
    <Card title={text("deleteTitle")} text={text("deleteText", { count: role.people })}>
      <RuleButton fields={{ kind: "delete-role" }} label={text("delete")} about={role.name} />
    </Card>
  );
}
