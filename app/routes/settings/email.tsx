import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";

import { askForNewEmail } from "#app/auth/change-email.server.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Card } from "#app/ui/card.tsx";
import { useDone } from "#app/ui/done.ts";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("emailSettings.title");

export const loader = guard({ signedIn: true, fresh: minutes(10) }, ({ principal }) => ({
  email: principal.user.email,
}));

// Each one writes to two addresses, hence so few.
export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "10 per hour" },
  async ({ principal, form, context }) => {
    const email = String(form.get("email") ?? "");
    const outcome = await askForNewEmail(principal.userId, email, originOf(context));
    if (outcome.ok) return redirect("/settings/email?done=asked", 303);
    return data({ reason: outcome.reason, email }, { status: 400 });
  },
);

export default function Email() {
  const text = useText("emailSettings");
  const { email } = useLoaderData<typeof loader>();
  const done = useDone(["asked"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && <Notice tone="success">{text("done.asked")}</Notice>}
      <Card>
        <div className="grid max-w-form gap-5">
          <p>{text.rich("inForce", { email, strong })}</p>
          <EmailForm />
        </div>
      </Card>
    </Page>
  );
}

function EmailForm() {
  const text = useText("emailSettings");
  const problem = useActionData<typeof action>();
  const pending = usePending({}, "/settings/email");
  return (
    <Form action="/settings/email" className="grid gap-5">
      <TextField
        name="email"
        type="email"
        label={text("email")}
        hint={text("next")}
        error={problem && text(`errors.${problem.reason}`)}
        defaultValue={problem?.email}
        autoComplete="email"
        required
      />
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}

const strong = (email: ReactNode) => <strong className="font-medium wrap-anywhere">{email}</strong>;
