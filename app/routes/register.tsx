import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";

import { register } from "#app/auth/register.server.ts";
import { env } from "#app/env.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useFieldFlaws } from "#app/ui/field-flaws.ts";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { usePasswordFlaws, usePasswordHint } from "#app/ui/password-flaws.ts";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { NameFields } from "#app/ui/name-fields.tsx";
import { UsernameField } from "#app/ui/username-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("register.title");

export const loader = guard({ open: "the way to an account" }, () => ({ leastLength: env.PASSWORD_MIN_LENGTH }));

export const action = guard({ open: "the way to an account", limit: "20 per hour" }, async ({ form, context }) => {
  const given = typedIn(form);
  const outcome = await register(given, originOf(context));
  if (outcome.ok) return redirect("/register?sent=", 303);
  const { password: _, ...values } = given; // a password is never sent back
  return data({ outcome, values }, { status: outcome.reason === "fields" ? 400 : 409 });
});

function typedIn(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    username: text("username"),
    email: text("email"),
    password: text("password"),
    firstName: text("firstName"),
    lastName: text("lastName"),
  };
}

export default function Register() {
  const text = useText("register");
  const [search] = useSearchParams();
  return search.has("sent") ? (
    <AuthShell title={text("sentHeading")}>
      <div className="grid gap-5 text-ink-soft">
        <p>{text("sentText")}</p>
        <p>{text("sentHint")}</p>
        <ButtonLink to="/login">{text("toSignIn")}</ButtonLink>
      </div>
    </AuthShell>
  ) : (
    <AuthShell title={text("heading")}>
      <RegisterForm />
    </AuthShell>
  );
}

function RegisterForm() {
  const text = useText("register");
  const { leastLength } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = answer?.values;
  const refused = answer?.outcome;
  const isFlawed = refused?.reason === "fields";
  const flaw = useFieldFlaws(isFlawed ? refused.fields : {});
  const passwordFlaws = usePasswordFlaws(isFlawed ? refused.password : []);
  const pending = usePending({}, "/register");
  const passwordHint = usePasswordHint(leastLength);
  return (
    <Form action="/register" className="grid gap-5">
      <UsernameField
        value={values?.username}
        hint={text("usernameHint")}
        flaw={flaw("username")}
        isTaken={refused?.reason === "username-taken"}
      />
      <TextField
        name="email"
        type="email"
        label={text("email")}
        error={refused?.reason === "email-taken" ? text("emailTaken") : flaw("email")}
        defaultValue={values?.email}
        autoComplete="email"
        required
      />
      <PasswordField
        name="password"
        label={text("password")}
        hint={passwordHint}
        error={passwordFlaws}
        autoComplete="new-password"
      />
      <NameFields values={values} flaw={flaw} />
      <Button tone="primary" wide pending={pending}>
        {text("submit")}
      </Button>
      <p className="text-center text-ink-soft">
        {text("known")} <TextLink to="/login">{text("toSignIn")}</TextLink>
      </p>
    </Form>
  );
}
