import { redirect } from "@remix-run/node";
import { type MetaFunction, useLoaderData, useSearchParams } from "@remix-run/react";

import { listSessions } from "#app/auth/sessions.server.ts";
import { signOutDevice, signOutEverywhereElse, signOutProgram } from "#app/auth/sign-out.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Confirm } from "#app/ui/confirm.tsx";
import { DeviceIcon } from "#app/ui/device.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { useMethodName } from "#app/ui/method.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePending } from "#app/ui/pending.ts";
import { ProgramBadge } from "#app/ui/program-badge.tsx";
import { useRootData } from "#app/ui/root-data.ts";
import { useSessionName } from "#app/ui/session-name.ts";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

type SessionRow = ReturnType<typeof rowOf>;

export const meta: MetaFunction = () => pageTitle("sessions.title");

export const loader = guard({ signedIn: true }, async ({ principal }) => {
  const sessions = await listSessions(principal.userId);
  return { sessions: sessions.map((session) => rowOf(session, principal.session.id)) };
});

export const action = guard({ signedIn: true, limit: "30 per minute" }, async ({ principal, form, context }) => {
  const current = principal.session.id;
  switch (form.get("intent")) {
    case "revoke":
      // Its own end goes through signing out, which also takes the cookie.
      if (form.get("id") !== current) await signOutDevice(principal.userId, String(form.get("id")), originOf(context));
      return redirect("/settings/sessions?done=revoked", 303);
    case "revoke-client":
      await signOutProgram(principal.userId, String(form.get("client")), originOf(context));
      return redirect("/settings/sessions?done=revoked-client", 303);
    case "revoke-others":
      await signOutEverywhereElse(principal.userId, current, originOf(context));
      return redirect("/settings/sessions?done=revoked-others", 303);
    default:
      throw new Response(null, { status: 400 });
  }
});

export default function Sessions() {
  const text = useText("sessions");
  const { sessions } = useLoaderData<typeof loader>();
  const others = sessions.filter((session) => !session.isCurrent);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <Done />
      <Card title={text("list")}>
        <ul className="-my-4 divide-y divide-line">
          {sessions.map((session) => (
            <SessionItem key={session.id} session={session} />
          ))}
        </ul>
        {repeated(sessions).map((client) => (
          <RevokeClient key={client} client={client} />
        ))}
      </Card>
      {others.length === 0 ? (
        <p className="text-ink-soft">{text("onlyThis")}</p>
      ) : (
        <RevokeOthers count={others.length} />
      )}
    </Page>
  );
}

/** What the form before this page has done. */
function Done() {
  const text = useText("sessions.done");
  const [search] = useSearchParams();
  const done = search.get("done");
  if (done !== "revoked" && done !== "revoked-client" && done !== "revoked-others") return null;
  return <Notice tone="success">{text(done)}</Notice>;
}

function SessionItem({ session }: { session: SessionRow }) {
  const text = useText("sessions");
  const device = useSessionName(session);
  const method = useMethodName(session.method);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-3 py-4 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <DeviceIcon userAgent={session.userAgent} isProgram={session.client !== null} />
      <div className="grid gap-0.5 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device}
          <ProgramBadge client={session.client} />
          {session.isCurrent && <Badge tone="success">{text("current")}</Badge>}
        </p>
        <p className="text-ink-soft">
          {session.isCurrent ? text("activeNow") : text.rich("lastSeen", timeTag(session.lastSeenAt))}{" "}
          {text.rich("address", { address: session.address })}
        </p>
        <p className="text-ink-soft">{text.rich("signedIn", { ...timeTag(session.createdAt), method })}</p>
      </div>
      {!session.isCurrent && <Revoke id={session.id} label={text("revokeLabel", { device })} />}
    </li>
  );
}

function Revoke({ id, label }: { id: string; label: string }) {
  const text = useText("sessions");
  const pending = usePending({ intent: "revoke", id });
  return (
    <Form preventScrollReset className="col-start-2 sm:col-start-3">
      <input type="hidden" name="intent" value="revoke" />
      <input type="hidden" name="id" value={id} />
      <Button size="small" pending={pending} aria-label={label}>
        {text("revoke")}
      </Button>
    </Form>
  );
}

/** The names of programs that are signed in more than once. */
const repeated = (sessions: readonly SessionRow[]) => {
  const names = sessions.flatMap(({ client }) => client ?? []);
  return [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
};

function RevokeClient({ client }: { client: string }) {
  const text = useText("sessions");
  const pending = usePending({ intent: "revoke-client", client });
  return (
    <Form preventScrollReset className="mt-4 border-t border-line pt-4">
      <input type="hidden" name="intent" value="revoke-client" />
      <input type="hidden" name="client" value={client} />
      <Button size="small" pending={pending}>
        {text("revokeClient", { client })}
      </Button>
    </Form>
  );
}

function RevokeOthers({ count }: { count: number }) {
  const text = useText("sessions");
  const name = useRootData()?.viewer?.fullName ?? "";
  const pending = usePending({ intent: "revoke-others" });
  return (
    <Card title={text("revokeOthersTitle")} text={text("revokeOthersText")}>
      <Confirm label={text("revokeOthers")} consequence={text("revokeOthersConsequence", { count, name })}>
        <Form>
          <input type="hidden" name="intent" value="revoke-others" />
          <Button tone="danger" pending={pending}>
            {text("revokeOthersConfirm", { count })}
          </Button>
        </Form>
      </Confirm>
    </Card>
  );
}

const timeTag = (at: Date) => ({ time: () => <Time at={at} /> });

type Stored = Awaited<ReturnType<typeof listSessions>>[number];

// Named one by one: the page gets what it shows and nothing else of the row.
function rowOf({ id, client, userAgent, address, method, createdAt, lastSeenAt }: Stored, currentId: string) {
  return { id, client, userAgent, address, method, createdAt, lastSeenAt, isCurrent: id === currentId };
}
