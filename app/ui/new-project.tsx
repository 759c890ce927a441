import { Card } from "./card.tsx";
import { Form } from "./form.tsx";
import { useText } from "./intl.tsx";
import { Page } from "./page.tsx";
import { usePending } from "./pending.ts";
import { ProjectFields, type ProjectValues } from "./project-fields.tsx";
import { BackLink } from "./back-link.tsx";
import { Submit } from "./submit.tsx";
import type { ProjectFlaw } from "../projects/project-fields.ts";

type NewProjectProps = { withBudget: boolean; problem?: { values: ProjectValues; flaws: readonly ProjectFlaw[] } };

/** The page that starts a project; the list shows it too when its form comes back. */
export function NewProject({ withBudget, problem }: NewProjectProps) {
  const text = useText("newProject");
  const pending = usePending({}, "/projects");
  return (
    <div className="grid gap-4">
      <BackLink to="/projects">{text("back")}</BackLink>
      <Page title={text("title")} purpose={text("purpose")}>
        <Card>
          <Form action="/projects" className="grid max-w-form gap-5">
            <ProjectFields
              values={problem?.values ?? {}}
              flaws={problem?.flaws}
              statuses={["draft", "active"]}
              withBudget={withBudget}
            />
            <Submit pending={pending}>{text("submit")}</Submit>
          </Form>
        </Card>
      </Page>
    </div>
  );
}
