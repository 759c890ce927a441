import { redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";

import { proveAddress, resendVerification } from "#app/auth/verify-email.server.ts";
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
import { Notice } from "#app/ui/notice.tsx";
import { usePending } from "#app/ui/pending.ts";
import { SignOut } from "#app/ui/sign-out.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("verifyEmail.title");

/** Open, because links are opened in other browsers too: what it shows comes from the link, and only then from who is signed in. */
export const loader = guard({ open: "opened from a mail" }, async (args) => {
  const { principal } = args;
  const token = linkTokenOf(args);
  const mark = linkMarkOf(token);
  const found = await findOneTimeToken(["verify-email", "change-email"], token);
  if (found) return { state: "confirm" as const, email: found.email, mark };
  if (principal.pending === "verify-email") return { state: "waiting" as const, email: principal.user.email, mark };
  return { state: "nothing" as const, email: null, mark };
});

export const action = guard(
  { open: "opened from a mail", limit: "60 per hour" },
  async ({ form, context, principal }) => {
    if (form.get("intent") === "resend") {
      if (principal.userId) await resendVerification(principal.userId);
      return redirect("/verify-email?sent=", 303);
    }
    const proven = await proveAddress(linkTokenMeant({ form, context }), originOf(context));
    if (!proven) return { over: true };
    const headers = { "Set-Cookie": linkCookie("") };
    const isThisPerson = proven.purpose === "verify-email" && principal.userId === proven.userId;
    return isThisPerson
      ? redirect("/dashboard", { status: 303, headers })
      : redirect(`/login?done=${proven.purpose === "verify-email" ? "verified" : "email-changed"}`, {
          status: 303,
          headers,
        });
  },
);

export default function VerifyEmail() {
  const text = useText("verifyEmail");
  const { state } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AuthShell title={text(state === "confirm" ? "confirmHeading" : "heading")}>
      <div className="grid gap-4 text-ink-soft">
        {answer?.over && <Notice tone="danger">{text("over")}</Notice>}
        {state === "confirm" && <Confirm />}
        {state === "waiting" && <Waiting />}
        {state === "nothing" && <Nothing />}
      </div>
    </AuthShell>
  );
}

/** Behind a button and not at the link itself: mail scanners open links, and must neither use them up nor prove anything (AC11). */
function Confirm() {
  const text = useText("verifyEmail");
  const { email, mark } = useLoaderData<typeof loader>();
  const pending = usePending({ intent: "confirm" }, "/verify-email");
  return (
    <Form action="/verify-email" className="grid gap-5">
      <p>{text.rich("confirmText", { email: email ?? "", strong })}</p>
      <LinkField mark={mark} />
      <input type="hidden" name="intent" value="confirm" />
      <Button tone="primary" wide pending={pending}>
        {text("confirm")}
      </Button>
    </Form>
  );
}

function Waiting() {
  const text = useText("verifyEmail");
  const { email } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const pending = usePending({ intent: "resend" }, "/verify-email");
  return (
    <>
      {search.has("sent") && <Notice tone="success">{text("sent")}</Notice>}
      <p>{text.rich("text", { email: email ?? "", strong })}</p>
      <p>{text("next")}</p>
      <div className="mt-1 flex flex-wrap gap-3">
        <Form action="/verify-email">
          <input type="hidden" name="intent" value="resend" />
          <Button tone="primary" pending={pending}>
            {text("resend")}
          </Button>
        </Form>
        <ButtonLink to="/dashboard" reloadDocument>
          {text("again")}
        </ButtonLink>
        <SignOut />
      </div>
    </>
  );
}

function Nothing() {
  const text = useText("verifyEmail");
  return (
    <>
      <p>{text("nothing")}</p>
      <ButtonLink to="/dashboard" tone="primary" reloadDocument>
        {text("toApp")}
      </ButtonLink>
    </>
  );
}

const strong = (name: ReactNode) => <strong className="font-medium wrap-anywhere text-ink">{name}</strong>;
