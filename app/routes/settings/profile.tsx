import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import type { FieldFlaws } from "#app/auth/account-fields.ts";
import { changeProfile, type Profile } from "#app/auth/profile.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Card } from "#app/ui/card.tsx";
import { useDone } from "#app/ui/done.ts";
import { useFieldFlaws } from "#app/ui/field-flaws.ts";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { NameFields } from "#app/ui/name-fields.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { UsernameField } from "#app/ui/username-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

type ProfileProblem = {
  fields: FieldFlaws<keyof Profile>;
  isUsernameTaken: boolean;
  /** What was typed, to be shown again. */
  values: Profile;
};

export const meta: MetaFunction = () => pageTitle("profile.title");

export const loader = guard({ signedIn: true }, ({ principal }): { names: Profile } => {
  const { username, firstName, lastName } = principal.user;
  return { names: { username, firstName, lastName } };
});

export const action = guard({ signedIn: true, limit: "10 per 15 minutes" }, async ({ principal, form, context }) => {
  const values = typedIn(form);
  const outcome = await changeProfile(principal.userId, values, originOf(context));
  if (outcome.ok) return redirect("/settings/profile?done=changed", 303);
  const isUsernameTaken = outcome.reason === "username-taken";
  const problem: ProfileProblem = { fields: isUsernameTaken ? {} : outcome.fields, isUsernameTaken, values };
  return data(problem, { status: isUsernameTaken ? 409 : 400 });
});

function typedIn(form: FormData): Profile {
  const text = (name: string) => String(form.get(name) ?? "");
  return { username: text("username"), firstName: text("firstName"), lastName: text("lastName") };
}

export default function ProfilePage() {
  const text = useText("profile");
  const done = useDone(["changed"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("done.changed")}</Notice>}
      <Card>
        <ProfileForm />
      </Card>
    </Page>
  );
}

function ProfileForm() {
  const text = useText("profile");
  const { names } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const { username, firstName, lastName } = problem?.values ?? names;
  const flaw = useFieldFlaws(problem?.fields);
  const pending = usePending({}, "/settings/profile");
  return (
    <Form action="/settings/profile" className="grid max-w-form gap-5">
      <NameFields values={{ firstName, lastName }} flaw={flaw} />
      <UsernameField
        value={username}
        hint={text("usernameHint")}
        flaw={flaw("username")}
        isTaken={problem?.isUsernameTaken ?? false}
      />
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}
