import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useSearchParams } from "@remix-run/react";

import { emailField } from "#app/auth/account-fields.ts";
import { requestReset } from "#app/auth/reset-password.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { usePending } from "#app/ui/pending.ts";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("forgotPassword.title");

export const loader = guard({ open: "the way back in" }, () => null);

/** The answer is the same whether the address has an account or not: only its mailbox learns that. */
export const action = guard({ open: "the way back in", limit: "20 per hour" }, async ({ form, context }) => {
  const email = emailField.safeParse(String(form.get("email") ?? ""));
  if (!email.success) return data({ email: String(form.get("email") ?? "") }, { status: 400 });
  await requestReset(email.data, originOf(context));
  return redirect("/forgot-password?sent=", 303);
});

export default function ForgotPassword() {
  const text = useText("forgotPassword");
  const [search] = useSearchParams();
  const refused = useActionData<typeof action>();
  const pending = usePending({}, "/forgot-password");
  if (search.has("sent") && !refused)
    return (
      <AuthShell title={text("sentHeading")}>
        <div className="grid gap-5 text-ink-soft">
          <p>{text("sentText")}</p>
          <ButtonLink to="/login">{text("toSignIn")}</ButtonLink>
        </div>
      </AuthShell>
    );
  return (
    <AuthShell title={text("heading")}>
      <Form action="/forgot-password" className="grid gap-5">
        <p className="text-ink-soft">{text("text")}</p>
        <TextField
          name="email"
          type="email"
          label={text("email")}
          error={refused && text("malformed")}
          defaultValue={refused?.email}
          autoComplete="email"
          required
        />
        <Button tone="primary" wide pending={pending}>
          {text("submit")}
        </Button>
        <ButtonLink to="/login">{text("toSignIn")}</ButtonLink>
      </Form>
    </AuthShell>
  );
}
