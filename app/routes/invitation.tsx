import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { acceptInvitation } from "#app/auth/accept-invitation.server.ts";
import { findInvitation } from "#app/auth/invitations.server.ts";
import { env } from "#app/env.server.ts";
import { linkCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { linkMarkOf, linkTokenMeant, linkTokenOf } from "#app/guards/link-token.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { useFieldFlaws } from "#app/ui/field-flaws.ts";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { LinkField } from "#app/ui/link-field.tsx";
import { LinkOver } from "#app/ui/link-over.tsx";
import { usePasswordFlaws, usePasswordHint } from "#app/ui/password-flaws.ts";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { NameFields } from "#app/ui/name-fields.tsx";
import { UsernameField } from "#app/ui/username-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("invitation.title");

export const loader = guard({ open: "opened from a mail" }, async (args) => {
  const token = linkTokenOf(args);
  const invitation = await findInvitation(token);
  return { email: invitation?.email ?? null, mark: linkMarkOf(token), leastLength: env.PASSWORD_MIN_LENGTH };
});

export const action = guard({ open: "opened from a mail", limit: "60 per hour" }, async ({ form, context }) => {
  const text = (name: string) => String(form.get(name) ?? "");
  const values = { username: text("username"), firstName: text("firstName"), lastName: text("lastName") };
  const given = { ...values, password: text("password") };
  const outcome = await acceptInvitation(linkTokenMeant({ form, context }), given, originOf(context));
  if (outcome.ok) return redirect("/login?done=verified", { status: 303, headers: { "Set-Cookie": linkCookie("") } });
  return data({ outcome, values }, { status: outcome.reason === "username-taken" ? 409 : 400 });
});

export default function Invitation() {
  const text = useText("invitation");
  const { email } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!email || answer?.outcome.reason === "link") return <LinkOver again="/login" label={text("toSignIn")} />;
  return (
    <AuthShell title={text("heading")}>
      <InvitationForm email={email} />
    </AuthShell>
  );
}

function InvitationForm({ email }: { email: string }) {
  const text = useText("invitation");
  const { mark, leastLength } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.outcome;
  const isFlawed = refused?.reason === "fields";
  const flaw = useFieldFlaws(isFlawed ? refused.fields : {});
  const passwordFlaws = usePasswordFlaws(isFlawed ? refused.password : []);
  const passwordHint = usePasswordHint(leastLength);
  const pending = usePending({}, "/invitation");
  const isTaken = refused?.reason === "username-taken";
  return (
    <Form action="/invitation" className="grid gap-5">
      <LinkField mark={mark} />
      <p className="text-ink-soft">{text("text", { email })}</p>
      <UsernameField value={answer?.values.username} flaw={flaw("username")} isTaken={isTaken} />
      <PasswordField
        name="password"
        label={text("password")}
        hint={passwordHint}
        error={passwordFlaws}
        autoComplete="new-password"
      />
      <NameFields values={answer?.values} flaw={flaw} />
      <Button tone="primary" wide pending={pending}>
        {text("submit")}
      </Button>
    </Form>
  );
}
