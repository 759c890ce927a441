import { redirect } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { decide } from "#app/access/decide.server.ts";
import { listObjectGrants, type ListedGrant } from "#app/access/list-grants.server.ts";
import { revokeObjectGrant } from "#app/access/object-grants.server.ts";
import type { SignedIn } from "#app/access/principal.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { findModel } from "#app/models.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Form } from "#app/ui/form.tsx";
import { ShareIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { type Column, Table } from "#app/ui/table.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

type GrantRow = ListedGrant & { title: string };

export const meta: MetaFunction = () => pageTitle("grants.title");

export const loader = guard({ can: "admin:roles" }, async ({ request, principal }) => {
  const { items, next } = await listObjectGrants({
    before: new URL(request.url).searchParams.get("before") ?? undefined,
  });
  return { grants: await Promise.all(items.map((grant) => withTitle(principal, grant))), next };
});

export const action = guard(
  { can: "admin:roles", fresh: minutes(10), limit: "60 per minute" },
  async ({ principal, form, context }) => {
    await revokeObjectGrant(String(form.get("id") ?? ""), { actorId: principal.userId, origin: originOf(context) });
    return redirect("/admin/grants?done=revoked", 303);
  },
);

export default function Grants() {
  const text = useText("grants");
  const { grants, next } = useLoaderData<typeof loader>();
  const done = useDone(["revoked"]);
  const columns = useColumns();
  const empty = <EmptyState Icon={ShareIcon} title={text("emptyTitle")} text={text("emptyText")} />;
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("revoked")}</Notice>}
      <Table caption={text("title")} columns={columns} rows={grants} rowId={({ id }) => id} empty={empty} />
      {next && (
        <div>
          <ButtonLink to={`/admin/grants?before=${next}`}>{text("older")}</ButtonLink>
        </div>
      )}
    </Page>
  );
}

function useColumns(): Column<GrantRow>[] {
  const text = useText("grants");
  return [
    { id: "row", label: text("row"), cell: ({ title, model }) => `${title} (${model})` },
    { id: "holder", label: text("holder"), cell: (grant) => <Holder grant={grant} /> },
    { id: "permission", label: text("permission"), cell: ({ permission }) => <Badge code>{permission}</Badge> },
    { id: "since", label: text("since"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "revoke", label: text("revoke"), align: "end", cell: (grant) => <Revoke grant={grant} /> },
  ];
}

function Holder({ grant }: { grant: GrantRow }) {
  const text = useText("grants");
  return (
    <span className="flex items-center gap-2">
      {grant.holder}
      {grant.isRole && <Badge>{text("role")}</Badge>}
    </span>
  );
}

function Revoke({ grant: { id, title, holder } }: { grant: GrantRow }) {
  const text = useText("grants");
  const pending = usePending({ id });
  return (
    <Form preventScrollReset>
      <input type="hidden" name="id" value={id} />
      <Button size="small" pending={pending} aria-label={text("revokeLabel", { title, holder })}>
        {text("revoke")}
      </Button>
    </Form>
  );
}

// By its name for those who may read it: whoever keeps the rules need not know what they are about.
async function withTitle(principal: SignedIn, grant: ListedGrant): Promise<GrantRow> {
  const model = findModel(grant.model);
  const row = await model?.find(grant.objectId);
  const mayRead = model && row && (await decide(principal, model.read, { model, row }));
  return { ...grant, title: mayRead ? model.titleOf(row as never) : grant.objectId };
}
