import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { askToDelete, GRACE_DAYS } from "#app/auth/delete-account.server.ts";
import { canonicalUsername } from "#app/auth/identifiers.ts";
import { minutes } from "#app/clock.ts";
import { noSessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Button } from "#app/ui/button.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { Confirm } from "#app/ui/confirm.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("account.title");

export const loader = guard({ signedIn: true, fresh: minutes(10) }, ({ principal }) => ({
  username: principal.user.username,
  graceDays: GRACE_DAYS,
}));

export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "10 per 15 minutes" },
  async ({ principal, form, context }) => {
    const typed = String(form.get("username") ?? "");
    if (canonicalUsername(typed) !== canonicalUsername(principal.user.username))
      return data({ reason: "username" as const, typed }, { status: 400 });
    const outcome = await askToDelete(principal.userId, originOf(context));
    if (!outcome.ok) return data({ reason: outcome.reason, typed }, { status: 409 });
    const headers = { "Set-Cookie": noSessionCookie, "Clear-Site-Data": '"cache"' };
    return redirect("/login?done=account-deleted", { status: 303, headers });
  },
);

export default function Account() {
  const text = useText("account");
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <Card title={text("download.title")} text={text("download.text")}>
        <ButtonLink to="/settings/account/data.json" reloadDocument>
          {text("download.submit")}
        </ButtonLink>
      </Card>
      <Delete />
    </Page>
  );
}

function Delete() {
  const text = useText("account.delete");
  const { username, graceDays } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({}, "/settings/account");
  return (
    <Card title={text("title")} text={text("text", { days: graceDays })}>
      <div className="grid gap-5">
        {problem?.reason === "last-superuser" && <Notice tone="danger">{text("errors.last-superuser")}</Notice>}
        <Confirm
          label={text("open")}
          consequence={text("consequence", { username, days: graceDays })}
          isOpen={problem !== undefined}
        >
          <Form action="/settings/account" className="grid w-full max-w-form gap-5">
            <TextField
              name="username"
              label={text("username", { username })}
              error={problem?.reason === "username" ? text("errors.username") : undefined}
              defaultValue={problem?.typed}
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              required
            />
            <div>
              <Button tone="danger" pending={pending}>
                {text("submit")}
              </Button>
            </div>
          </Form>
        </Confirm>
      </div>
    </Card>
  );
}
