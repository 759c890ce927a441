import { type MetaFunction, useLoaderData, useNavigation } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { listProjects } from "#app/projects/projects.server.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { Badge, type BadgeTone } from "#app/ui/badge.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ProjectsIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("projects.title");

export const loader = guard({ can: "project:read" }, async ({ principal }) => ({
  projects: await listProjects(principal),
}));

type Project = { id: string; name: string; status: keyof typeof tones; ownerName: string | null; createdAt: Date };

export default function Projects() {
  const text = useText("projects");
  const { projects } = useLoaderData<typeof loader>();
  return (
    <Shell>
      <Page title={text("title")} purpose={text("purpose")}>
        <Table
          caption={text("caption")}
          columns={useColumns()}
          rows={projects}
          rowId={(project) => project.id}
          loading={useNavigation().location?.pathname === "/projects"}
          empty={<EmptyState Icon={ProjectsIcon} title={text("emptyTitle")} text={text("emptyText")} />}
        />
      </Page>
    </Shell>
  );
}

const tones = { draft: "warning", active: "success", archived: "neutral" } satisfies Record<string, BadgeTone>;

function useColumns(): Column<Project>[] {
  const text = useText("projects");
  return [
    { id: "name", label: text("name"), cell: ({ name }) => name },
    {
      id: "status",
      label: text("status"),
      cell: ({ status }) => <Badge tone={tones[status]}>{text(`statuses.${status}`)}</Badge>,
    },
    { id: "owner", label: text("owner"), cell: ({ ownerName }) => <Owner name={ownerName} /> },
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
