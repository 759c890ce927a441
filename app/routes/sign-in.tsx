import { data } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { authenticate } from "#app/auth/authenticate.server.ts";
import { signIn } from "#app/auth/sign-in.server.ts";
import { minutes, seconds } from "#app/clock.ts";
import { env } from "#app/env.server.ts";
import { deviceCookie, sessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { safePath, safeRedirect } from "#app/guards/safe-redirect.ts";
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
  /** Where to go afterwards: a path of this app, already checked. */
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
  values: { identifier: string; remember: boolean; redirectTo: string };
};

export const meta: MetaFunction = () => pageTitle("signIn.title");

export const loader = guard({ open: "the way in" }, ({ request, principal }): SignInData => {
  const redirectTo = safePath(new URL(request.url).searchParams.get("redirectTo"));
  if (principal.isAuthenticated) throw safeRedirect(redirectTo);
  return { redirectTo, sessionHours: env.SESSION_MAX_AGE_HOURS, demo: null };
});

export const action = guard({ open: "the way in" }, async ({ form, context }) => {
  const { identifier, password, remember, redirectTo } = typedIn(form);
  const refuse = (status: number, problem: Omit<SignInProblem, "values">) =>
    data<SignInProblem>({ ...problem, values: { identifier, remember, redirectTo } }, { status });
  if (identifier === "" || password === "")
    return refuse(400, {
      fieldErrors: {
        identifier: identifier === "" ? "signIn.errors.identifierMissing" : undefined,
        password: password === "" ? "signIn.errors.passwordMissing" : undefined,
      },
    });
  const { deviceToken, sessionToken: previousToken } = context;
  const origin = originOf(context);
  const found = await authenticate({ identifier, password, deviceToken, origin });
  if (!found.ok && found.reason === "limited") {
    context.setHeader("Retry-After", String(found.retryAfter));
    const waitMinutes = Math.ceil(seconds(found.retryAfter) / minutes(1));
    return refuse(429, { formError: "signIn.errors.limited", waitMinutes });
  }
  if (!found.ok) return refuse(401, { formError: "signIn.errors.noMatch" });
  const entered = await signIn(found.user, found.method, { origin, remember, deviceToken, previousToken });
  if (!entered.ok) return refuse(403, { formError: "signIn.errors.disabled" });
  const headers = new Headers({ "Set-Cookie": sessionCookie(entered.token, remember) });
  headers.append("Set-Cookie", deviceCookie(entered.deviceToken));
  throw safeRedirect(redirectTo, headers);
});

export default function SignIn() {
  const text = useText("signIn");
  const { demo, ...arrival } = useLoaderData<typeof loader>();
  // The form comes back at the bare address; where the person was going, it carries itself.
  const redirectTo = useActionData<typeof action>()?.values.redirectTo ?? arrival.redirectTo;
  return (
    <AuthShell title={text("heading")} below={demo && <DemoPeople {...demo} redirectTo={redirectTo} />}>
      <SignInForm redirectTo={redirectTo} />
    </AuthShell>
  );
}

function SignInForm({ redirectTo }: { redirectTo: string }) {
  const text = useText();
  const { sessionHours } = useLoaderData<typeof loader>();
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

function typedIn(form: FormData) {
  const field = (name: string) => String(form.get(name) ?? "");
  return {
    identifier: field("identifier").trim(),
    password: field("password"),
    remember: form.has("remember"),
    redirectTo: safePath(field("redirectTo")),
  };
}
