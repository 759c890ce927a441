import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { routeMatrix } from "#app/guards/route-matrix.server.ts";
import { AskForm } from "#app/ui/ask-form.tsx";
import { Button } from "#app/ui/button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { MatrixTable } from "#app/ui/matrix-table.tsx";
import { Page } from "#app/ui/page.tsx";
import { SelectField } from "#app/ui/select-field.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";

export const meta: MetaFunction = () => pageTitle("matrix.title");

export const loader = guard({ can: "admin:why" }, async ({ request }) => {
  const { people, rows } = await routeMatrix();
  const asked = new URL(request.url).searchParams.get("who") ?? "";
  const choices = people.map(({ kind, name }) => ({ id: name ? `role:${name}` : kind, kind, name }));
  const chosen = choices.findIndex(({ id }) => id === asked);
  const isShown = (index: number) => chosen === -1 || index === chosen;
  return {
    choices,
    asked: choices[chosen]?.id ?? "",
    people: choices.filter((_, index) => isShown(index)),
    rows: rows.map((row) => ({ ...row, verdicts: row.verdicts.filter((_, index) => isShown(index)) })),
  };
});

type MatrixPerson = { kind: "nobody" | "no-role" | "role" | "superuser" | "pending"; name: string };

const verdicts = ["in", "depends", "sign-in", "step", "no"] as const;

export default function MatrixPage() {
  const text = useText("matrix");
  const { choices, asked, people, rows } = useLoaderData<typeof loader>();
  const nameOf = ({ kind, name }: MatrixPerson) => text(`people.${kind}`, { name });
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5">
        <dl className="grid gap-2">
          {verdicts.map((verdict) => (
            <div key={verdict} className="grid grid-cols-[7rem_minmax(0,1fr)] items-baseline">
              <dt>
                <VerdictMark verdict={verdict} />
              </dt>
              <dd className="text-ink-soft">{text(`meaning.${verdict}`)}</dd>
            </div>
          ))}
        </dl>
        <AskForm action="/admin/matrix">
          <div className="flex items-end gap-3">
            <SelectField
              key={asked}
              name="who"
              label={text("who")}
              defaultValue={asked}
              choices={[
                { value: "", label: text("everybody") },
                ...choices.map((one) => ({ value: one.id, label: nameOf(one) })),
              ]}
            />
            <Button>{text("show")}</Button>
          </div>
        </AskForm>
      </div>
      <MatrixTable caption={text("caption")} heads={people.map(nameOf)} rows={rows} />
      <p className="max-w-prose text-ink-soft">{text("note")}</p>
    </Page>
  );
}
