import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { accessTo } from "#app/access/fields.ts";
import { guard } from "#app/guards/guard.server.ts";
import { projectModel } from "#app/projects/project.model.server.ts";
import { NewProject } from "#app/ui/new-project.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { pageTitle } from "#app/ui/title.ts";

export { ErrorInShell as ErrorBoundary } from "#app/ui/error-in-place.tsx";

export const meta: MetaFunction = ({ error }) => pageTitle("newProject.title", error);

export const loader = guard({ can: "project:create" }, ({ principal }) => ({
  mayWriteBudget: accessTo(principal, projectModel, "budget") === "writable",
}));

export default function NewProjectPage() {
  const { mayWriteBudget } = useLoaderData<typeof loader>();
  return (
    <Shell>
      <NewProject withBudget={mayWriteBudget} />
    </Shell>
  );
}
