import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { decide } from "#app/access/decide.server.ts";
import { accessTo, readable } from "#app/access/fields.ts";
import { guard } from "#app/guards/guard.server.ts";
import type { GuardedArgs } from "#app/guards/guarded.ts";
import { refusalForRow } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { archiveProject, deleteProject, updateProject } from "#app/projects/change-projects.server.ts";
import { sentByForm } from "#app/projects/project-fields.ts";
import { projectModel } from "#app/projects/project.model.server.ts";
import { findOwnerName } from "#app/projects/projects.server.ts";
import { listRolesToShareWith, listShares, shareProject, unshareProject } from "#app/projects/sharing.server.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Confirm } from "#app/ui/confirm.tsx";
import { useDone } from "#app/ui/done.ts";
import { Facts } from "#app/ui/facts.tsx";
import { Form } from "#app/ui/form.tsx";
import { useFormat, useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { ProjectFields } from "#app/ui/project-fields.tsx";
import { ProjectSharing } from "#app/ui/project-sharing.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

type Asked = GuardedArgs<{ on: typeof projectModel }>;

export { ErrorInShell as ErrorBoundary } from "#app/ui/error-in-place.tsx";

export const meta: MetaFunction = ({ error }) => pageTitle("project.title", error);

export const loader = guard({ can: "project:read", on: projectModel }, async ({ principal, row }) => {
  const may = (permission: "project:update" | "project:archive" | "project:delete") =>
    decide(principal, permission, { model: projectModel, row });
  const mayUpdate = await may("project:update");
  return {
    project: readable(principal, projectModel, row),
    ownerName: await findOwnerName(row),
    mayUpdate,
    mayArchive: row.status !== "archived" && (await may("project:archive")),
    mayDelete: await may("project:delete"),
    mayWriteBudget: accessTo(principal, projectModel, "budget") === "writable",
    shares: mayUpdate ? await listShares(row) : [],
    roles: mayUpdate ? (await listRolesToShareWith(principal)).map((role) => role.name) : [],
  };
});

export const action = guard(
  {
    on: projectModel,
    each: {
      update: "project:update",
      archive: "project:archive",
      delete: "project:delete",
      share: "project:update",
      unshare: "project:update",
    },
    limit: "60 per minute",
  },
  (args) => ({ update, archive, delete: remove, share, unshare })[args.asked](args),
);

async function update({ principal, row, form, context, refuse }: Omit<Asked, "asked">) {
  const sent = sentByForm(form);
  const outcome = await updateProject(principal, row, sent, originOf(context));
  if (outcome.ok) return redirect(`/projects/${row.id}?done=updated`, 303);
  if (outcome.reason !== "flawed") throw await refuse(refusalForRow(outcome));
  return data({ form: "update" as const, flaws: outcome.flaws, values: sent }, { status: 400 });
}

async function archive({ principal, row, context, refuse }: Omit<Asked, "asked">) {
  const outcome = await archiveProject(principal, row, originOf(context));
  if (!outcome.ok) throw await refuse(refusalForRow(outcome));
  return redirect(`/projects/${row.id}?done=archived`, 303);
}

async function remove({ principal, row, form, context, refuse }: Omit<Asked, "asked">) {
  // The page asks people to type the name. A program that leaves it out means what it sends.
  if (form.has("name") && form.get("name") !== row.name) return data({ form: "delete" as const }, { status: 400 });
  const outcome = await deleteProject(principal, row, originOf(context));
  if (!outcome.ok) throw await refuse(refusalForRow(outcome));
  return redirect("/projects?done=deleted", 303);
}

async function share({ principal, row, form, context, refuse }: Omit<Asked, "asked">) {
  const text = (name: string) => String(form.get(name) ?? "");
  const holder = form.has("role") ? { role: text("role") } : { person: text("person") };
  const change = { actorId: principal.userId, origin: originOf(context) };
  const outcome = await shareProject(principal, row, { ...holder, permission: text("permission") }, change);
  if (outcome.ok) return redirect(`/projects/${row.id}?done=shared`, 303);
  if (outcome.reason !== "flawed") throw await refuse(refusalForRow(outcome));
  return data({ form: "share" as const, flaw: outcome.flaw, person: text("person") }, { status: 400 });
}

async function unshare({ principal, row, form, context }: Omit<Asked, "asked">) {
  const change = { actorId: principal.userId, origin: originOf(context) };
  await unshareProject(row, String(form.get("holderId")), change);
  const isOwnLoss = !(await decide(principal, "project:read", { model: projectModel, row }));
  return isOwnLoss ? redirect("/projects?done=left", 303) : redirect(`/projects/${row.id}?done=unshared`, 303);
}

export default function ProjectPage() {
  const text = useText("project");
  const { project, mayUpdate, mayArchive, mayDelete } = useLoaderData<typeof loader>();
  const done = useDone(["created", "updated", "archived", "shared", "unshared"]);
  return (
    <Shell>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <BackLink to="/projects">{text("back")}</BackLink>
        <Page title={project.name} purpose={text("purpose")}>
          {done && <Notice tone="success">{text(`done.${done}`)}</Notice>}
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <div className="lg:order-last">
              <About />
            </div>
            {(mayUpdate || mayArchive || mayDelete) && <Actions />}
          </div>
        </Page>
      </div>
    </Shell>
  );
}

function Actions() {
  const { mayUpdate, mayArchive, mayDelete, shares, roles } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const sharing = problem?.form === "share" ? problem : undefined;
  return (
    <div className="grid gap-6">
      {mayUpdate && <Change />}
      {mayUpdate && <ProjectSharing shares={shares} roles={roles} problem={sharing} />}
      {mayArchive && <Archive />}
      {mayDelete && <Delete />}
    </div>
  );
}

function About() {
  const text = useText("projects");
  const own = useText("project");
  const format = useFormat();
  const { project, ownerName, mayUpdate, mayWriteBudget } = useLoaderData<typeof loader>();
  const { status, budget, createdAt } = project;
  return (
    <Card title={own("facts")}>
      <Facts
        items={[
          { label: text("status"), value: <StatusBadge status={status} /> },
          { label: text("owner"), value: ownerName ?? text("noOwner") },
          ...(budget === undefined ? [] : [{ label: text("budget"), value: format.number(budget) }]),
          { label: text("created"), value: <Time at={createdAt} /> },
        ]}
      />
      {mayUpdate && budget !== undefined && !mayWriteBudget && (
        <p className="mt-4 text-ink-soft">{own("budgetReadonly")}</p>
      )}
    </Card>
  );
}

function Change() {
  const text = useText("project.edit");
  const { project, mayArchive, mayWriteBudget } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({ intent: "update" });
  const back = problem?.form === "update" ? problem : undefined;
  const mayBeArchived = mayArchive || project.status === "archived";
  return (
    <Card title={text("title")}>
      <Form preventScrollReset className="grid max-w-form gap-5">
        <input type="hidden" name="intent" value="update" />
        <ProjectFields
          values={back?.values ?? project}
          flaws={back?.flaws}
          statuses={mayBeArchived ? ["draft", "active", "archived"] : ["draft", "active"]}
          withBudget={mayWriteBudget}
        />
        <Submit pending={pending}>{text("submit")}</Submit>
      </Form>
    </Card>
  );
}

function Archive() {
  const text = useText("project.archive");
  const pending = usePending({ intent: "archive" });
  return (
    <Card title={text("title")} text={text("text")}>
      <Form>
        <input type="hidden" name="intent" value="archive" />
        <Button pending={pending}>{text("submit")}</Button>
      </Form>
    </Card>
  );
}

function Delete() {
  const text = useText("project.delete");
  const { name } = useLoaderData<typeof loader>().project;
  const isMismatch = useActionData<typeof action>()?.form === "delete";
  const pending = usePending({ intent: "delete" });
  return (
    <Card title={text("title")} text={text("text")}>
      <Confirm label={text("open")} consequence={text("consequence", { name })} isOpen={isMismatch}>
        <Form className="grid w-full max-w-form gap-4">
          <input type="hidden" name="intent" value="delete" />
          <TextField
            name="name"
            label={text("confirm", { name })}
            error={isMismatch ? text("mismatch") : undefined}
            autoComplete="off"
            required
          />
          <div>
            <Button tone="danger" pending={pending}>
              {text("submit")}
            </Button>
          </div>
        </Form>
      </Confirm>
    </Card>
  );
}
