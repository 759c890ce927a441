import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { BackLink } from "#app/ui/back-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { FlawNotice } from "#app/ui/connection/check.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { addDirectory } from "./add-directory.server.ts";
import { DirectoryForm } from "./directory-form.tsx";
import type { DirectoryProblem } from "./typed-directory.ts";

export const meta: MetaFunction = () => pageTitle("ldap.add.title");

export const loader = guard({ can: "admin:connections" }, ({ principal }) => ({ mayAdd: principal.user.isSuperuser }));

export const action = guard(
  { can: "admin:connections", fresh: minutes(10), limit: "60 per hour" },
  async ({ principal, form, context }) => {
    const typed = typedIn(form);
    const secret = String(form.get("secret") ?? "");
    const outcome = await addDirectory({ principal, origin: originOf(context) }, { ...typed, secret });
    if (outcome.ok) return redirect(`/admin/connections/${outcome.id}?done=added`, 303);
    const { ok: _, ...problem } = outcome;
    return data({ problem, typed }, { status: statusOf(problem) }); // the password is not sent back
  },
);

const statusOf = ({ reason }: DirectoryProblem) =>
  ({ "name-taken": 409, "superusers-only": 403 })[String(reason)] ?? 400;

function typedIn(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    name: text("name"),
    label: text("label"),
    url: text("url"),
    startTls: form.has("startTls"),
    ca: text("ca"),
    baseDn: text("baseDn"),
    bindDn: text("bindDn"),
    userAttribute: text("userAttribute"),
    filter: text("filter"),
    emailDomain: text("emailDomain"),
    groups: text("groups"),
    groupBaseDn: text("groupBaseDn"),
  };
}

/** Where administrators add a directory. */
export default function NewDirectory() {
  const text = useText("ldap.add");
  const { mayAdd } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problem = answer?.problem;
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <BackLink to="/admin/connections">{text("back")}</BackLink>
      {problem?.reason === "directory" && <FlawNotice ok={false} flaw={problem.flaw} detail={problem.detail} />}
      {mayAdd ? (
        <Card>
          <DirectoryForm typed={answer?.typed} flaw={problem?.reason} />
        </Card>
      ) : (
        <Notice tone="info">{text("errors.superusers-only")}</Notice>
      )}
    </Page>
  );
}
