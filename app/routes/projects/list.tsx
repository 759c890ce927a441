import { data, redirect } from "@remix-run/node";
import { Link, type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { accessTo, canRead } from "#app/access/fields.ts";
import { can } from "#app/access/principal.ts";
import { guard } from "#app/guards/guard.server.ts";
import { refusalForRow } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { createProject } from "#app/projects/change-projects.server.ts";
import { readProjectQuery } from "#app/projects/project-query.ts";
import { projectModel } from "#app/projects/project.model.server.ts";
import { sentByForm } from "#app/projects/project-fields.ts";
import { listProjects } from "#app/projects/projects.server.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { NewIcon, ProjectsIcon } from "#app/ui/icons.ts";
import { useFormat, useText } from "#app/ui/intl.tsx";
import { NewProject } from "#app/ui/new-project.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { StatusBadge } from "#app/ui/status-badge.tsx";
import { StatusFilter } from "#app/ui/status-filter.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export { ErrorInShell as ErrorBoundary } from "#app/ui/error-in-place.tsx";

export const meta: MetaFunction = ({ error }) => pageTitle("projects.title", error);

// Everybody who is signed in: what is in the list, the rules say row by row.
export const loader = guard({ signedIn: true }, async ({ principal, request }) => {
  const { cursor, status } = readProjectQuery(new URL(request.url).searchParams);
  const { items, nextCursor } = await listProjects(principal, { cursor, status });
  return {
    projects: items.map(rowOf),
    nextCursor,
    isFirst: cursor === undefined,
    status,
    mayCreate: can(principal, "project:create"),
    mayReadBudget: canRead(principal, projectModel, "budget"),
    mayWriteBudget: accessTo(principal, projectModel, "budget") === "writable",
  };
});

export const action = guard(
  { can: "project:create", limit: "30 per minute" },
  async ({ principal, form, context, refuse }) => {
    const sent = sentByForm(form);
    const outcome = await createProject(principal, sent, originOf(context));
    if (outcome.ok) return redirect(`/projects/${outcome.project.id}?done=created`, 303);
    if (outcome.reason !== "flawed") throw await refuse(refusalForRow(outcome));
    return data({ flaws: outcome.flaws, values: sent }, { status: 400 });
  },
);

type Listed = Awaited<ReturnType<typeof listProjects>>["items"][number];
type Project = ReturnType<typeof rowOf>;

function rowOf(listed: Listed) {
  const { ownerId: _, ...project } = listed; // stays inside: the name is enough
  return project;
}

export default function Projects() {
  const { mayWriteBudget } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <Shell>{problem ? <NewProject withBudget={mayWriteBudget} problem={problem} /> : <List />}</Shell>;
}

function List() {
  const text = useText("projects");
  const { projects, mayCreate, status } = useLoaderData<typeof loader>();
  const done = useDone(["deleted", "left"]);
  const create = mayCreate && (
    <ButtonLink to="/projects/new" tone="primary">
      <NewIcon className="size-4" />
      {text("new")}
    </ButtonLink>
  );
  return (
    <Page title={text("title")} purpose={text("purpose")} action={create}>
      {done && <Notice tone="success">{text(`done.${done}`)}</Notice>}
      {(projects.length > 0 || status) && <StatusFilter status={status} />}
      <Table
        caption={text("caption")}
        columns={useColumns()}
        rows={projects}
        rowId={(project) => project.id}
        empty={<Nothing />}
      />
      <Pages />
    </Page>
  );
}

/** Why the list is empty, and the next step for this person. */
function Nothing() {
  const text = useText("projects");
  const { mayCreate, status } = useLoaderData<typeof loader>();
  const why = status ? "emptyFilter" : mayCreate ? "emptyCreate" : "emptyText";
  return (
    <EmptyState
      Icon={ProjectsIcon}
      title={text(status ? "emptyFilterTitle" : "emptyTitle")}
      text={text(why)}
      action={status && <ButtonLink to="/projects">{text("showAll")}</ButtonLink>}
    />
  );
}

function Pages() {
  const text = useText("projects");
  const { nextCursor, isFirst, status } = useLoaderData<typeof loader>();
  if (isFirst && !nextCursor) return null;
  const at = (cursor?: string) =>
    `/projects?${new URLSearchParams({ ...(status && { status }), ...(cursor && { cursor }) })}`;
  return (
    <nav aria-label={text("pages")} className="flex flex-wrap gap-3">
      {!isFirst && <ButtonLink to={at()}>{text("first")}</ButtonLink>}
      {nextCursor && <ButtonLink to={at(nextCursor)}>{text("next")}</ButtonLink>}
    </nav>
  );
}

function useColumns(): Column<Project>[] {
  const text = useText("projects");
  const format = useFormat();
  const { mayReadBudget } = useLoaderData<typeof loader>();
  const budget: Column<Project> = {
    id: "budget",
    label: text("budget"),
    align: "end",
    cell: ({ budget: amount }) => amount !== undefined && format.number(amount),
  };
  return [
    { id: "name", label: text("name"), cell: ({ id, name }) => <NameLink id={id} name={name} /> },
    { id: "status", label: text("status"), cell: ({ status }) => <StatusBadge status={status} /> },
    { id: "owner", label: text("owner"), cell: ({ ownerName }) => <Owner name={ownerName} /> },
    ...(mayReadBudget ? [budget] : []),
    {
      id: "created",
      label: text("created"),
      align: "end",
      cell: ({ createdAt }) => (
        <span className="text-ink-soft">
          <Time at={createdAt} />
        </span>
      ),
    },
  ];
}

function NameLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      to={`/projects/${id}`}
      className="inline-block max-w-72 truncate rounded-sm align-bottom text-accent-ink underline-offset-2 hover:underline sm:max-w-md"
    >
      {name}
    </Link>
  );
}

function Owner({ name }: { name: string | null }) {
  const text = useText("projects");
  if (name === null) return <span className="text-ink-soft">{text("noOwner")}</span>;
  return (
    <span className="flex items-center gap-2">
      <Avatar name={name} size="small" />
      {name}
    </span>
  );
}
