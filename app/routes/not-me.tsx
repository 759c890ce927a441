import { redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";

import { reportNotMe } from "#app/auth/not-me.server.ts";
import { findOneTimeToken } from "#app/auth/one-time-tokens.server.ts";
import { linkCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { linkMarkOf, linkTokenMeant, linkTokenOf } from "#app/guards/link-token.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { LinkField } from "#app/ui/link-field.tsx";
import { LinkOver } from "#app/ui/link-over.tsx";
import { usePending } from "#app/ui/pending.ts";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("notMe.title");

export const loader = guard({ open: "opened from a mail" }, async (args) => {
  const token = linkTokenOf(args);
  const found = await findOneTimeToken(["not-me", "undo-email"], token);
  const holds = found && (found.purpose === "undo-email" ? ("undo" as const) : ("report" as const));
  return { holds, mark: linkMarkOf(token) };
});

export const action = guard({ open: "opened from a mail", limit: "60 per hour" }, async ({ form, context }) => {
  const done = await reportNotMe(linkTokenMeant({ form, context }), originOf(context));
  if (!done) return { over: true };
  return redirect("/not-me?done=", { status: 303, headers: { "Set-Cookie": linkCookie("") } });
});

export default function NotMe() {
  const text = useText("notMe");
  const [search] = useSearchParams();
  const { holds, mark } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const pending = usePending({}, "/not-me");
  if (search.has("done"))
    return (
      <AuthShell title={text("doneHeading")}>
        <div className="grid gap-5 text-ink-soft">
          <p>{text("doneText")}</p>
          <ButtonLink to="/login">{text("toSignIn")}</ButtonLink>
        </div>
      </AuthShell>
    );
  if (!holds || answer?.over) return <LinkOver again="/forgot-password" label={text("again")} />;
  return (
    <AuthShell title={text("heading")}>
      <Form action="/not-me" className="grid gap-5">
        <LinkField mark={mark} />
        <p className="text-ink-soft">{text(holds)}</p>
        <Button tone="danger" wide pending={pending}>
          {text("submit")}
        </Button>
      </Form>
    </AuthShell>
  );
}
