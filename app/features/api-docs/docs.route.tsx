import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { Card } from "#app/ui/card.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { OperationItem } from "./operation-item.tsx";
import { listShownOperations } from "./shown-operations.server.ts";

export const meta: MetaFunction = () => pageTitle("apiDocs.title");

export const loader = guard({ open: "describes the API, for people" }, () => ({ groups: listShownOperations() }));

export default function Docs() {
  const text = useText("apiDocs");
  const { groups } = useLoaderData<typeof loader>();
  const document = (
    <TextLink to="/openapi.json" reloadDocument>
      {text("document")}
    </TextLink>
  );
  return (
    <Shell>
      <Page title={text("title")} purpose={text("purpose")} action={document}>
        <p className="max-w-prose text-ink-soft">{text("examples")}</p>
        {groups.map(({ name, operations }) => (
          <Card key={name} title={name}>
            <ul className="-my-3 divide-y divide-line">
              {operations.map((operation) => (
                <OperationItem key={operation.id} operation={operation} />
              ))}
            </ul>
          </Card>
        ))}
      </Page>
    </Shell>
  );
}
