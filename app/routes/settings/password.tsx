import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { changePassword, type PasswordChangeOutcome } from "#app/auth/change-password.server.ts";
import type { PasswordFlaw } from "#app/auth/password-flaw.ts";
import { minutes, seconds } from "#app/clock.ts";
import { env } from "#app/env.server.ts";
import { sessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf, type RequestContext } from "#app/guards/request-context.ts";
import { Card } from "#app/ui/card.tsx";
import { useDone } from "#app/ui/done.ts";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePasswordFlaws, usePasswordHint } from "#app/ui/password-flaws.ts";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { pageTitle } from "#app/ui/title.ts";

/** What was wrong. Never what was typed: a password is not sent back. */
type PasswordProblem =
  { reason: "current" } | { reason: "limited"; waitMinutes: number } | { reason: "password"; flaws: PasswordFlaw[] };

export const meta: MetaFunction = () => pageTitle("passwordSettings.title");

// Asked for before the form is filled in, so that no password has to be kept while the person is asked who they are.
export const loader = guard({ signedIn: true, fresh: minutes(10) }, ({ principal }) => ({
  username: principal.user.username,
  leastLength: env.PASSWORD_MIN_LENGTH,
}));

export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "10 per 15 minutes" },
  async ({ principal, form, context }) => {
    const text = (name: string) => String(form.get(name) ?? "");
    const passwords = { currentPassword: text("currentPassword"), password: text("password") };
    const asked = { userId: principal.userId, sessionId: principal.session.id, ...passwords };
    const outcome = await changePassword(asked, originOf(context));
    if (!outcome.ok) return refusal(outcome, context);
    const headers = { "Set-Cookie": sessionCookie(outcome.token, outcome.remember) };
    return redirect("/settings/password?done=changed", { status: 303, headers });
  },
);

function refusal(outcome: Exclude<PasswordChangeOutcome, { ok: true }>, context: RequestContext) {
  // Another browser has just ended this session: the page itself leads to sign-in.
  if (outcome.reason === "signed-out") throw redirect("/settings/password", 303);
  if (outcome.reason === "password") return data<PasswordProblem>(outcome, { status: 400 });
  if (outcome.reason === "current") return data<PasswordProblem>({ reason: "current" }, { status: 401 });
  context.setHeader("Retry-After", String(outcome.retryAfter));
  const waitMinutes = Math.ceil(seconds(outcome.retryAfter) / minutes(1));
  return data<PasswordProblem>({ reason: "limited", waitMinutes }, { status: 429 });
}

export default function Password() {
  const text = useText("passwordSettings");
  const done = useDone(["changed"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("done.changed")}</Notice>}
      <Card>
        <PasswordForm />
      </Card>
    </Page>
  );
}

function PasswordForm() {
  const text = useText("passwordSettings");
  const { username, leastLength } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const hint = usePasswordHint(leastLength);
  const flaws = usePasswordFlaws(problem?.reason === "password" ? problem.flaws : []);
  const pending = usePending({}, "/settings/password");
  return (
    <Form action="/settings/password" className="grid max-w-form gap-5">
      {problem?.reason === "limited" && (
        <Notice tone="danger">{text("errors.limited", { minutes: problem.waitMinutes })}</Notice>
      )}
      {/* For password managers, which look for a name beside every password. */}
      <input type="text" name="username" value={username} autoComplete="username" readOnly hidden />
      <PasswordField
        name="currentPassword"
        label={text("current")}
        error={problem?.reason === "current" ? text("errors.current") : undefined}
        autoComplete="current-password"
      />
      <PasswordField name="password" label={text("new")} hint={hint} error={flaws} autoComplete="new-password" />
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}
