import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { listHandOuts } from "#app/access/hand-out.server.ts";
import { invite } from "#app/auth/invitations.server.ts";
import { listInvitations, withdrawInvitation, type OpenInvitation } from "#app/auth/open-invitations.server.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { Checkbox } from "#app/ui/checkbox.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Form } from "#app/ui/form.tsx";
import { InvitationIcon } from "#app/ui/icons.ts";
import { IntentButton } from "#app/ui/intent-button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

const page = "/admin/users/invite";

export const meta: MetaFunction = () => pageTitle("admin.invite.title");

export const loader = guard({ can: "admin:users" }, async ({ principal, request }) => {
  const before = new URL(request.url).searchParams.get("before") ?? undefined;
  const roles = (await listHandOuts(principal)).filter((role) => role.mayHandOut);
  return { ...(await listInvitations(before)), handOuts: roles, isNewest: before === undefined };
});

const statuses = { malformed: 400, "unknown-role": 400, "has-account": 409, "beyond-own-rights": 403 };

export const action = guard(
  { can: "admin:users", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, form, context }) => {
    const actor = { principal, origin: originOf(context) };
    switch (form.get("intent")) {
      case "withdraw":
        await withdrawInvitation(actor, String(form.get("id")));
        return redirect("/admin/users/invite?done=withdrawn", 303);
      case "invite": {
        const email = String(form.get("email") ?? "");
        const roleIds = form.getAll("role").map(String);
        const outcome = await invite(actor, { email, roleIds });
        if (outcome.ok) return redirect("/admin/users/invite?done=sent", 303);
        return data({ reason: outcome.reason, email, roleIds }, { status: statuses[outcome.reason] });
      }
      default:
        throw new Response(null, { status: 400 });
    }
  },
);

export default function Invite() {
  const text = useText("admin.invite");
  const { invitations, older, isNewest } = useLoaderData<typeof loader>();
  const done = useDone(["sent", "withdrawn"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text(`done.${done}`)}</Notice>}
      <Card>
        <InviteForm />
      </Card>
      <section aria-labelledby="open-invitations" className="grid gap-4">
        <h2 id="open-invitations" className="text-lg">
          {text("open")}
        </h2>
        <Table
          caption={text("open")}
          columns={useColumns()}
          rows={invitations}
          rowId={(invitation) => invitation.id}
          empty={<EmptyState Icon={InvitationIcon} title={text("emptyTitle")} text={text("emptyText")} />}
        />
        <Pager label={text("pages")} newest={isNewest ? null : page} older={older && `${page}?before=${older}`} />
      </section>
    </Page>
  );
}

function InviteForm() {
  const text = useText("admin.invite");
  const { handOuts } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({ intent: "invite" }, page);
  const isAboutRoles = problem?.reason === "unknown-role" || problem?.reason === "beyond-own-rights";
  return (
    <Form action={page} className="grid max-w-form gap-5">
      <input type="hidden" name="intent" value="invite" />
      {isAboutRoles && <Notice tone="danger">{text(`errors.${problem.reason}`)}</Notice>}
      <TextField
        name="email"
        type="email"
        label={text("email")}
        hint={text("hint")}
        error={problem && !isAboutRoles ? text(`errors.${problem.reason}`) : undefined}
        defaultValue={problem?.email}
        autoComplete="off"
        required
      />
      {handOuts.length > 0 && (
        <fieldset className="grid gap-3">
          <legend className="mb-2 font-medium">{text("roles")}</legend>
          {handOuts.map(({ id, name, description }) => (
            <Checkbox
              key={id}
              name="role"
              value={id}
              label={name}
              hint={description}
              defaultChecked={problem?.roleIds.includes(id)}
            />
          ))}
        </fieldset>
      )}
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}

function useColumns(): Column<OpenInvitation>[] {
  const text = useText("admin.invite");
  return [
    { id: "email", label: text("email"), cell: ({ email }) => email },
    {
      id: "roles",
      label: text("promised"),
      cell: ({ roles }) => (
        <span className="flex gap-1">
          {roles.map((role) => (
            <Badge key={role}>{role}</Badge>
          ))}
          {roles.length === 0 && <span className="text-ink-soft">{text("noRole")}</span>}
        </span>
      ),
    },
    { id: "inviter", label: text("inviter"), cell: ({ inviter }) => inviter ?? text("gone") },
    { id: "sent", label: text("sent"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "expires", label: text("expires"), cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    {
      id: "withdraw",
      label: text("actions"),
      align: "end",
      cell: ({ id, email }) => (
        <IntentButton
          intent="withdraw"
          fields={{ id }}
          action={page}
          size="small"
          label={text("withdrawNamed", { email })}
        >
          {text("withdraw")}
        </IntentButton>
      ),
    },
  ];
}
