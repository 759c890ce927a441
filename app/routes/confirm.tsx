import { data } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData, useSubmit } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";

import { findHeldForm } from "#app/auth/held-forms.server.ts";
import { listSignInMethods, type SignInMethods } from "#app/auth/sign-in-methods.server.ts";
import { stepUp, type StepUpOutcome } from "#app/auth/step-up.server.ts";
import { minutes, seconds } from "#app/clock.ts";
import { listSignInPlaces } from "#app/features/list.server.ts";
import { heldFormField } from "#app/guards/confirm-address.ts";
import { sessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf, type RequestContext } from "#app/guards/request-context.ts";
import { safePath, safeRedirect } from "#app/guards/safe-redirect.ts";
import type { MessageKey } from "#app/sentences.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Button } from "#app/ui/button.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { SignOut } from "#app/ui/sign-out.tsx";
import { pageTitle } from "#app/ui/title.ts";

/** A form that waits: its id, and the page of this app that it was going to. */
type Held = { id: string; path: string };

type ConfirmData = {
  name: string;
  username: string;
  held: Held | null;
  /** A form was on its way, and is not kept: too large, or too long ago. */
  isLost: boolean;
  /** The person has just confirmed: what waits goes on. */
  isDone: boolean;
  hasPassword: boolean;
  /** The places elsewhere that open their account, where they can confirm as well. */
  places: { label: string; address: string }[];
};

type ConfirmProblem = {
  formError: MessageKey;
  /** Whole minutes to wait, with `stepUp.errors.limited`. */
  waitMinutes?: number;
};

export const meta: MetaFunction<typeof loader> = ({ data: shown }) =>
  pageTitle(shown?.isDone ? "stepUp.doneTitle" : "stepUp.title");

// Looking changes nothing, so a scanner, a prefetch or a reload takes no form away: it is used up when it arrives (`formMeant`).
export const loader = guard({ signedIn: true }, async ({ principal, request }): Promise<ConfirmData> => {
  const { heldId, redirectTo, isDone } = askedIn(request);
  const found = heldId === null ? null : await findHeldForm(principal.session.id, heldId);
  const held = heldId !== null && found ? { id: heldId, path: safePath(found.path) } : null;
  if (isDone && !held) throw safeRedirect(redirectTo);
  const { fullName, username } = principal.user;
  const methods = await listSignInMethods(principal.userId);
  const back = held ? goingOn(held.id, redirectTo) : redirectTo;
  const ways = await waysOf(methods, back);
  return { name: fullName || username, username, held, isLost: heldId !== null && !held, isDone, ...ways };
});

export const action = guard(
  { signedIn: true, limit: "30 per minute" },
  async ({ principal, request, form, context }) => {
    const { heldId, redirectTo } = askedIn(request);
    const answers = { password: String(form.get("password") ?? "") };
    const asking = { userId: principal.userId, sessionId: principal.session.id, answers };
    const outcome = await stepUp(asking, originOf(context));
    if (!outcome.ok && outcome.reason !== "signed-out") return refusal(outcome, context);
    // The second click of two comes with a session that the first has renewed: it goes on as well, and is asked there who it is.
    const headers = new Headers(outcome.ok ? { "Set-Cookie": sessionCookie(outcome.token, outcome.remember) } : {});
    if (!heldId) throw safeRedirect(redirectTo, headers);
    // The form goes on from the next page: this answer still has the form token of the session as it was.
    throw safeRedirect(goingOn(heldId, redirectTo), headers);
  },
);

/** Where a form that was held goes on. */
const goingOn = (heldId: string, redirectTo: string): string =>
  `/confirm?${new URLSearchParams({ form: heldId, redirectTo, done: "" })}`;

/** A place without an address of its own takes the password in our form. */
async function waysOf({ identities, hasPassword }: SignInMethods, redirectTo: string) {
  const back = new URLSearchParams({ purpose: "confirm", redirectTo });
  const open = (await listSignInPlaces()).filter(({ name }) =>
    identities.some(({ connection }) => connection === name),
  );
  const places = open
    .filter(({ canAskAnew }) => canAskAnew || !hasPassword)
    .flatMap(({ label, address }) => (address === null ? [] : { label, address: `${address}?${back}` }));
  return { hasPassword: hasPassword || open.some(({ address }) => address === null), places };
}

// In the address rather than in the form, so that the page knows it whichever way it is shown.
function askedIn(request: Request) {
  const { searchParams } = new URL(request.url);
  const redirectTo = safePath(searchParams.get("redirectTo"));
  return { heldId: searchParams.get("form"), redirectTo, isDone: searchParams.has("done") };
}

const statuses = { wrong: 401, limited: 429, unreachable: 503 } as const;

/** The same page again. */
function refusal(outcome: Exclude<StepUpOutcome, { ok: true } | { reason: "signed-out" }>, context: RequestContext) {
  const problem: ConfirmProblem = { formError: `stepUp.errors.${outcome.reason}` };
  if (outcome.reason === "limited") {
    context.setHeader("Retry-After", String(outcome.retryAfter));
    problem.waitMinutes = Math.ceil(seconds(outcome.retryAfter) / minutes(1));
  }
  if (outcome.reason === "unreachable") context.setHeader("Retry-After", "30");
  return data(problem, { status: statuses[outcome.reason] });
}

export default function Confirm() {
  const { held, isDone } = useLoaderData<typeof loader>();
  return held && isDone ? <GoOn {...held} /> : <Ask />;
}

function Ask() {
  const text = useText("stepUp");
  const { name, held, isLost, hasPassword, places } = useLoaderData<typeof loader>();
  return (
    <AuthShell title={text("heading")} below={<NotYou />}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{text.rich("text", { name, strong })}</p>
        {held && <p className="text-ink-soft">{text.rich("held", { path: held.path, strong })}</p>}
        {isLost && <Notice tone="warning">{text("lost")}</Notice>}
        {(hasPassword || places.length === 0) && <AskForm />}
        {places.map(({ label, address }) => (
          <ButtonLink key={address} to={address} tone={hasPassword ? "secondary" : "primary"} wide reloadDocument>
            {text("with", { label })}
          </ButtonLink>
        ))}
      </div>
    </AuthShell>
  );
}

function AskForm() {
  const text = useText();
  const { username } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const pending = usePending({ [heldFormField]: null }, "/confirm");
  return (
    <Form className="grid gap-5">
      {problem && <Notice tone="danger">{text(problem.formError, { minutes: problem.waitMinutes ?? 1 })}</Notice>}
      {/* For password managers, which look for a name beside every password. */}
      <input type="text" name="username" value={username} autoComplete="username" readOnly hidden />
      <PasswordField name="password" label={text("stepUp.password")} autoComplete="current-password" />
      <Button tone="primary" wide pending={pending}>
        {text("stepUp.submit")}
      </Button>
    </Form>
  );
}

function NotYou() {
  return (
    <div className="mt-5 flex justify-center">
      <SignOut />
    </div>
  );
}

/** Sends the form on that was held: by itself where scripts run, by its button elsewhere. Its fields never leave the server. */
function GoOn({ id, path }: Held) {
  const text = useText("stepUp");
  const field = useRef<HTMLInputElement>(null);
  const isSent = useRef(false);
  const submit = useSubmit();
  const pending = usePending({ [heldFormField]: id });
  useEffect(() => {
    if (isSent.current || !field.current) return;
    isSent.current = true;
    submit(field.current.form, { replace: true });
  }, [submit]);
  return (
    <AuthShell title={text("doneHeading")}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{text.rich("doneText", { path, strong })}</p>
        <Form action={path} replace>
          <input ref={field} type="hidden" name={heldFormField} value={id} />
          <Button tone="primary" wide pending={pending}>
            {text("continue")}
          </Button>
        </Form>
      </div>
    </AuthShell>
  );
}

const strong = (words: ReactNode) => <strong className="font-medium wrap-anywhere text-ink">{words}</strong>;
