import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/checkbox.tsx";
import { DemoPeople, type DemoPerson } from "#app/ui/demo-people.tsx";
import { Form } from "#app/ui/form.tsx";
import { type MessageKey, useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

type SignInData = {
  /** Where to go afterwards: a path of this site, already checked; "" for the dashboard. */
  redirectTo: string;
  sessionHours: number;
  /** The gallery of a development copy; null everywhere else. */
  demo: { people: readonly DemoPerson[]; password: string } | null;
};

type SignInProblem = {
  formError?: MessageKey;
  /** Whole minutes to wait, with `signIn.errors.limited`. */
  waitMinutes?: number;
  fieldErrors?: { identifier?: MessageKey; password?: MessageKey };
  /** What was typed, to be shown again. Never the password. */
  values: { identifier: string; remember: boolean };
};

export const meta: MetaFunction = () => pageTitle("signIn.title");

export const loader = guard({ open: "the way in" }, (): SignInData => ({ redirectTo: "", sessionHours: 24, demo: null }));

export const action = guard({ open: "the way in" }, ({ form }): SignInProblem => ({
  formError: "signIn.errors.noMatch",
  values: { identifier: String(form.get("identifier") ?? ""), remember: form.has("remember") },
}));

export default function SignIn() {
  const text = useText("signIn");
  const { redirectTo, demo } = useLoaderData<typeof loader>();
  return (
    <AuthShell title={text("heading")} below={demo && <DemoPeople {...demo} redirectTo={redirectTo} />}>
      <SignInForm />
    </AuthShell>
  );
}

function SignInForm() {
  const text = useText();
  const { redirectTo, sessionHours } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({ demo: null }, "/login");
  const say = (key?: MessageKey) => key && text(key);
  return (
    <Form action="/login" className="grid gap-5">
      {problem?.formError && (
        <Notice tone="danger">{text(problem.formError, { minutes: problem.waitMinutes ?? 1 })}</Notice>
      )}
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <TextField
        name="identifier"
        label={text("signIn.identifier")}
        error={say(problem?.fieldErrors?.identifier)}
        defaultValue={problem?.values.identifier}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <PasswordField
        name="password"
        label={text("signIn.password")}
        error={say(problem?.fieldErrors?.password)}
        autoComplete="current-password"
      />
      <Checkbox
        name="remember"
        label={text("signIn.remember")}
        hint={text("signIn.rememberHint", { hours: sessionHours })}
        defaultChecked={problem?.values.remember}
      />
      <Button tone="primary" wide pending={pending}>
        {text("signIn.submit")}
      </Button>
    </Form>
  );
}
