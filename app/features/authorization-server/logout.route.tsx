import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { signOut } from "#app/auth/sign-out.server.ts";
import { noSessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { safeRedirect } from "#app/guards/safe-redirect.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { usePending } from "#app/ui/pending.ts";
import { pageTitle } from "#app/ui/title.ts";
import { GoOn } from "./go-on.tsx";
import { readLogoutRequest } from "./logout-request.server.ts";
import { isServing } from "./provider.server.ts";

export const meta: MetaFunction = () => pageTitle("applications.logout.title");

const badRequest = {
  status: 400,
  code: "BAD_REQUEST",
  detail: "This is no request to sign out of an application here.",
} as const;

/** Where applications send people whom they have signed out. Nobody is signed out by a link: they are asked. */
export const loader = guard({ open: "says that signing out takes a form" }, async ({ principal, request, refuse }) => {
  if (!isServing) throw await refuse(notFound);
  const asked = await readLogoutRequest(new URL(request.url).searchParams);
  if (!asked) throw await refuse(badRequest);
  return { ...asked, isSignedIn: principal.isAuthenticated };
});

/** Signs out here as well; then the page goes on to the application. */
export const action = guard({ open: "signing out is never refused" }, async ({ principal, request, context }) => {
  if (principal.isAuthenticated && principal.session)
    await signOut(principal.userId, principal.session.id, originOf(context));
  const { pathname, search } = new URL(request.url);
  throw safeRedirect(pathname + search, new Headers({ "Set-Cookie": noSessionCookie, "Clear-Site-Data": '"cache"' }));
});

export default function Logout() {
  const { isSignedIn } = useLoaderData<typeof loader>();
  return isSignedIn ? <Ask /> : <SignedOut />;
}

function Ask() {
  const text = useText("applications.logout");
  const { client } = useLoaderData<typeof loader>();
  return (
    <AuthShell title={text("heading")}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{client === null ? text("textAlone") : text("text", { client })}</p>
        <Form>
          <Button tone="primary" wide pending={usePending({})}>
            {text("submit")}
          </Button>
        </Form>
        <ButtonLink to="/" wide>
          {text("stay")}
        </ButtonLink>
      </div>
    </AuthShell>
  );
}

function SignedOut() {
  const text = useText("applications.logout");
  const { client, wayBack } = useLoaderData<typeof loader>();
  if (wayBack !== null)
    return <GoOn title={text("doneTitle")} to={wayBack} label={text("goOn", { client: client ?? "" })} />;
  return (
    <AuthShell title={text("doneTitle")}>
      <p className="text-ink-soft">{text("close")}</p>
    </AuthShell>
  );
}
