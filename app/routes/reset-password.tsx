import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { findOneTimeToken } from "#app/auth/one-time-tokens.server.ts";
import { resetPassword } from "#app/auth/reset-password.server.ts";
import { env } from "#app/env.server.ts";
import { linkCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { linkMarkOf, linkTokenMeant, linkTokenOf } from "#app/guards/link-token.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { LinkField } from "#app/ui/link-field.tsx";
import { LinkOver } from "#app/ui/link-over.tsx";
import { usePasswordFlaws, usePasswordHint } from "#app/ui/password-flaws.ts";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("resetPassword.title");

export const loader = guard({ open: "opened from a mail" }, async (args) => {
  const token = linkTokenOf(args);
  const holds = await findOneTimeToken(["reset-password"], token);
  return { holds: holds !== null, mark: linkMarkOf(token), leastLength: env.PASSWORD_MIN_LENGTH };
});

export const action = guard({ open: "opened from a mail", limit: "60 per hour" }, async ({ form, context }) => {
  const password = String(form.get("password") ?? "");
  const outcome = await resetPassword(linkTokenMeant({ form, context }), password, originOf(context));
  if (outcome.ok)
    return redirect("/login?done=password-reset", { status: 303, headers: { "Set-Cookie": linkCookie("") } });
  return data(outcome, { status: 400 });
});

export default function ResetPassword() {
  const text = useText("resetPassword");
  const { holds, mark, leastLength } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const flaws = usePasswordFlaws(refused?.reason === "password" ? refused.flaws : []);
  const hint = usePasswordHint(leastLength);
  const pending = usePending({}, "/reset-password");
  if (!holds || refused?.reason === "link") return <LinkOver again="/forgot-password" label={text("again")} />;
  return (
    <AuthShell title={text("heading")}>
      <Form action="/reset-password" className="grid gap-5">
        <LinkField mark={mark} />
        <p className="text-ink-soft">{text("text")}</p>
        <PasswordField name="password" label={text("password")} hint={hint} error={flaws} autoComplete="new-password" />
        <Button tone="primary" wide pending={pending}>
          {text("submit")}
        </Button>
      </Form>
    </AuthShell>
  );
}
