import { data } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";

import { demoGallery } from "#app/auth/demo-gallery.server.ts";
import { type PasswordSignIn, signInWithPassword } from "#app/auth/password-sign-in.server.ts";
import { randomToken } from "#app/auth/secrets.server.ts";
import { minutes, seconds } from "#app/clock.ts";
import { env } from "#app/env.server.ts";
import { findWayStraightIn, listSignInPlaces } from "#app/features/list.server.ts";
import { connectAddress } from "#app/guards/come-back.server.ts";
import { deviceCookie, flowCookie, sessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { signInAddress } from "#app/guards/refuse.server.ts";
import { originOf, type RequestContext } from "#app/guards/request-context.ts";
import { safePath, safeRedirect } from "#app/guards/safe-redirect.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Button } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/checkbox.tsx";
import { DemoPeople, type DemoPerson } from "#app/ui/demo-people.tsx";
import { Form } from "#app/ui/form.tsx";
import type { MessageKey } from "#app/sentences.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { SignInPlaces } from "#app/ui/sign-in-places.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";

type SignInData = {
  /** Where to go afterwards: a path of this app, already checked. */
  redirectTo: string;
  sessionHours: number;
  /** The places elsewhere through which people can sign in. */
  places: readonly { label: string; address: string }[];
  /** The gallery of a development copy; null everywhere else. */
  demo: { people: readonly DemoPerson[]; password: string } | null;
};

type SignInProblem = {
  formError: MessageKey;
  /** Whole minutes to wait, with `signIn.errors.limited`. */
  waitMinutes?: number;
  /** The place whose password it was, with `signIn.unconnected`; and where to sign in to the account that they have, and connect it. */
  place?: { label: string; connect: string | null };
  /** What was typed, to be shown again. Never the password. */
  values: { identifier: string; remember: boolean; redirectTo: string };
};

export const meta: MetaFunction = () => pageTitle("signIn.title");

export const loader = guard({ open: "the way in" }, async ({ principal, request, context }): Promise<SignInData> => {
  const { searchParams } = new URL(request.url);
  // Credentials in an address end up in histories and logs: such a link is not helped along (PW20).
  if (searchParams.has("password")) throw new Response(null, { status: 400 });
  const redirectTo = safePath(searchParams.get("redirectTo"));
  if (principal.isAuthenticated && !principal.pending) throw safeRedirect(redirectTo);
  // Only on the way to a page: whoever has signed out, or wants another way, sees this one.
  const isOnTheWay = searchParams.has("redirectTo") && !searchParams.has("otherwise");
  const wayIn = isOnTheWay ? findWayStraightIn(context) : null;
  if (wayIn) throw safeRedirect(`${wayIn}?${new URLSearchParams({ redirectTo })}`);
  const places = (await listSignInPlaces()).flatMap(({ label, address }) =>
    address === null ? [] : { label, address: `${address}?${new URLSearchParams({ redirectTo })}` },
  );
  return { redirectTo, sessionHours: env.SESSION_MAX_AGE_HOURS, places, demo: env.isDevelopment ? demoGallery : null };
});

export const action = guard({ open: "the way in" }, async ({ form, context }) => {
  const { identifier, password, remember, redirectTo } = typedIn(form);
  const { sessionToken: previousToken, deviceToken } = context;
  const arrival = { origin: originOf(context), remember, deviceToken, previousToken };
  const browserToken = context.flowToken ?? randomToken();
  const outcome = await signInWithPassword({ identifier, password }, arrival, browserToken);
  if (!outcome.ok) return refusal(outcome, { identifier, remember, redirectTo }, context, browserToken);
  const headers = new Headers({ "Set-Cookie": sessionCookie(outcome.token, remember) });
  headers.append("Set-Cookie", deviceCookie(outcome.deviceToken));
  throw safeRedirect(redirectTo, headers);
});

// Missing fields are empty ones: they match nobody (LG-04).
function typedIn(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    identifier: text("identifier"),
    password: text("password"),
    redirectTo: text("redirectTo"),
    remember: form.has("remember"),
  };
}

const statuses = { invalid: 401, disabled: 403, unconnected: 403, limited: 429, unreachable: 503 } as const;

/** The same page again, with a sentence that gives nothing away; the audit log knows exactly why. */
function refusal(
  outcome: Exclude<PasswordSignIn, { ok: true }>,
  values: SignInProblem["values"],
  context: RequestContext,
  browserToken: string,
) {
  const status = statuses[outcome.reason];
  if (outcome.reason === "unconnected") {
    const { because, label, heldId } = outcome;
    const connect = heldId && signInAddress(connectAddress(heldId));
    const problem: SignInProblem = { formError: `signIn.unconnected.${because}`, place: { label, connect }, values };
    return data(problem, { status, headers: heldId ? { "Set-Cookie": flowCookie(browserToken) } : {} });
  }
  const problem: SignInProblem = { formError: `signIn.errors.${outcome.reason}`, values };
  if (outcome.reason === "unreachable") context.setHeader("Retry-After", "30");
  if (outcome.reason === "limited") {
    context.setHeader("Retry-After", String(outcome.retryAfter));
    problem.waitMinutes = Math.ceil(seconds(outcome.retryAfter) / minutes(1));
  }
  return data(problem, { status });
}

export default function SignIn() {
  const text = useText("signIn");
  const { demo, places, ...arrival } = useLoaderData<typeof loader>();
  // The form comes back at the bare address; where the person was going, it carries itself.
  const redirectTo = useActionData<typeof action>()?.values.redirectTo ?? arrival.redirectTo;
  return (
    <AuthShell title={text("heading")} below={demo && <DemoPeople {...demo} redirectTo={redirectTo} />}>
      <SignInForm redirectTo={redirectTo} />
      {places.length > 0 && <SignInPlaces places={places} />}
    </AuthShell>
  );
}

function SignInForm({ redirectTo }: { redirectTo: string }) {
  const text = useText();
  const { sessionHours } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({ demo: null }, "/login");
  return (
    <Form action="/login" className="grid gap-5">
      <Done />
      {problem?.formError && (
        <Notice tone="danger">
          {text(problem.formError, { minutes: problem.waitMinutes ?? 1, label: problem.place?.label ?? "" })}
        </Notice>
      )}
      {problem?.place?.connect && (
        <ButtonLink to={problem.place.connect} tone="primary" wide>
          {text("signIn.unconnected.connect", { label: problem.place.label })}
        </ButtonLink>
      )}
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <TextField
        name="identifier"
        label={text("signIn.identifier")}
        defaultValue={problem?.values.identifier}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
      />
      <PasswordField name="password" label={text("signIn.password")} autoComplete="current-password" />
      <Checkbox
        name="remember"
        label={text("signIn.remember")}
        hint={text("signIn.rememberHint", { hours: sessionHours })}
        defaultChecked={problem?.values.remember}
      />
      <Button tone="primary" wide pending={pending}>
        {text("signIn.submit")}
      </Button>
      <div className="flex flex-wrap justify-between gap-x-6 gap-y-2">
        <TextLink to="/forgot-password">{text("signIn.forgot")}</TextLink>
        <span className="text-ink-soft">
          {text("signIn.new")} <TextLink to="/register">{text("signIn.register")}</TextLink>
        </span>
      </div>
    </Form>
  );
}

const done = ["verified", "email-changed", "password-reset", "account-deleted"] as const;

/** What brought the person here. */
function Done() {
  const text = useText("signIn.done");
  const [search] = useSearchParams();
  const what = done.find((one) => one === search.get("done"));
  return what ? <Notice tone="success">{text(what)}</Notice> : null;
}
