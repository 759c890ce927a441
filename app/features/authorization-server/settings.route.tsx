import { redirect } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Card } from "#app/ui/card.tsx";
import { Confirm } from "#app/ui/confirm.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ProgramIcon } from "#app/ui/icons.ts";
import { IntentButton } from "#app/ui/intent-button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { timeTag } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { listApplications } from "./list-applications.server.ts";
import { useScopeWords } from "./scope-words.ts";
import { withdrawConsent } from "./withdraw-consent.server.ts";

export const meta: MetaFunction = () => pageTitle("applications.title");

export const loader = guard({ signedIn: true }, async ({ principal }) => ({
  applications: await listApplications(principal.userId),
}));

/** Takes back what an application was allowed (AS20). */
export const action = guard({ signedIn: true, limit: "60 per hour" }, async ({ principal, form, context, refuse }) => {
  if (form.get("intent") !== "withdraw") throw new Response(null, { status: 400 });
  if (!(await withdrawConsent(principal.userId, String(form.get("id")), originOf(context))))
    throw await refuse(notFound);
  return redirect("/settings/applications?done=withdrawn", 303);
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["applications"][number];

export default function Applications() {
  const text = useText("applications");
  const { applications } = useLoaderData<typeof loader>();
  const done = useDone(["withdrawn"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("withdrawn")}</Notice>}
      {applications.length === 0 ? (
        <EmptyState Icon={ProgramIcon} title={text("empty.title")} text={text("empty.text")} />
      ) : (
        <Card title={text("list")}>
          <ul className="-my-4 divide-y divide-line">
            {applications.map((application) => (
              <Application key={application.id} shown={application} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Application({ shown: { id, name, scopes, services, givenAt } }: { shown: Shown }) {
  const text = useText("applications");
  const wordsOf = useScopeWords();
  return (
    <li className="grid gap-3 py-4">
      <div className="grid gap-1 wrap-anywhere">
        <p className="font-medium">{name}</p>
        <p className="text-ink-soft">{text.rich("given", timeTag(givenAt))}</p>
        <ul className="grid list-disc gap-1 pl-5">
          {scopes.map((scope) => (
            <li key={scope}>{wordsOf(scope)}</li>
          ))}
        </ul>
        {services.map((service) => (
          <p key={service} className="text-ink-soft">
            {text("service", { service })}
          </p>
        ))}
      </div>
      <Confirm label={text("withdraw.open")} consequence={text("withdraw.consequence", { name })}>
        <IntentButton intent="withdraw" fields={{ id }} tone="danger">
          {text("withdraw.submit", { name })}
        </IntentButton>
      </Confirm>
    </li>
  );
}
