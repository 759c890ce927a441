import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Button } from "#app/ui/button.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { connectDirectory } from "./connect-directory.server.ts";
import { findDirectory } from "./find-directory.server.ts";

export const meta: MetaFunction = () => pageTitle("ldap.connect.title");

export const loader = guard({ signedIn: true }, async ({ params, refuse }) => {
  const directory = await findDirectory(params.connection);
  if (!directory) throw await refuse(notFound);
  return { label: directory.label };
});

const statuses = { invalid: 401, "another-person": 409, limited: 429, unreachable: 503 } as const;

export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "30 per 15 minutes" },
  async ({ principal, params, form, context, refuse }) => {
    const directory = await findDirectory(params.connection);
    if (!directory) throw await refuse(notFound);
    const name = String(form.get("name") ?? "");
    const typed = { name, password: String(form.get("password") ?? "") };
    const outcome = await connectDirectory(directory, principal.userId, typed, originOf(context));
    if (outcome.ok) return redirect("/settings/sign-in-methods?done=connected", 303);
    if (outcome.reason === "limited") context.setHeader("Retry-After", String(outcome.retryAfter));
    if (outcome.reason === "unreachable") context.setHeader("Retry-After", "30");
    return data({ reason: outcome.reason, name }, { status: statuses[outcome.reason] });
  },
);

/** Where somebody who is signed in shows who they are in a directory, so that its password opens their account as well. */
export default function ConnectDirectory() {
  const text = useText("ldap.connect");
  const { label } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({ name: null });
  return (
    <AuthShell title={text("heading", { label })}>
      <Form className="grid gap-5">
        <p className="text-ink-soft">{text("text", { label })}</p>
        {problem && <Notice tone="danger">{text(`errors.${problem.reason}`, { label })}</Notice>}
        <TextField
          name="name"
          label={text("name", { label })}
          defaultValue={problem?.name}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <PasswordField name="password" label={text("password", { label })} autoComplete="current-password" />
        <Button tone="primary" wide pending={pending}>
          {text("submit", { label })}
        </Button>
        <ButtonLink to="/settings/sign-in-methods">{text("cancel")}</ButtonLink>
      </Form>
    </AuthShell>
  );
}
