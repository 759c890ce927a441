import { data, redirect } from "@remix-run/node";
import { Link, type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { can } from "#app/access/principal.ts";
import { endAllSessionsOf, endSessionOf, listAllSessions } from "#app/auth/people-sessions.server.ts";
import { findByIdentifier } from "#app/auth/users.server.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Badge } from "#app/ui/badge.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { SessionsIcon } from "#app/ui/icons.ts";
import { IntentButton } from "#app/ui/intent-button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { ProgramBadge } from "#app/ui/program-badge.tsx";
import { SearchForm } from "#app/ui/search-form.tsx";
import { useSessionName } from "#app/ui/session-name.ts";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("admin.sessions.title");

export const loader = guard({ can: "admin:sessions" }, async ({ principal, request }) => {
  const { searchParams } = new URL(request.url);
  const person = searchParams.get("person")?.trim().slice(0, 255) ?? "";
  if (person.includes("\0")) throw new Response(null, { status: 400 });
  const before = searchParams.get("before") ?? undefined;
  const owner = person ? await findByIdentifier(person) : null;
  const found = person && !owner ? { sessions: [], older: null } : await listAllSessions({ userId: owner?.id, before });
  const mayEnd = (session: { isSuperuser: boolean }) => principal.user.isSuperuser || !session.isSuperuser;
  return {
    person,
    isNewest: before === undefined,
    older: found.older,
    mayOpenPeople: can(principal, "admin:users"),
    sessions: found.sessions.map(({ isSuperuser, ...session }) => ({
      ...session,
      isCurrent: session.id === principal.session.id,
      mayEnd: session.id !== principal.session.id && mayEnd({ isSuperuser }),
    })),
  };
});

export const action = guard(
  { can: "admin:sessions", fresh: minutes(10), limit: "60 per minute" },
  async ({ principal, form, context }) => {
    const actor = { principal, origin: originOf(context) };
    const text = (name: string) => String(form.get(name) ?? "");
    const intent = text("intent");
    if (intent !== "end" && intent !== "end-all") throw new Response(null, { status: 400 });
    const outcome = await (intent === "end"
      ? endSessionOf(actor, text("user"), text("session"))
      : endAllSessionsOf(actor, text("user")));
    if (outcome.ok)
      return text("from") === "person"
        ? redirect(`/admin/users/${text("user")}?done=${intent}`, 303)
        : redirect(`/admin/sessions?done=${intent}`, 303);
    if (outcome.reason === "unknown") throw new Response(null, { status: 404 });
    const isSuperuser = outcome.reason === "superuser";
    return data(
      { reason: isSuperuser ? ("superuser" as const) : ("yourself" as const) },
      { status: isSuperuser ? 403 : 409 },
    );
  },
);

export default function Sessions() {
  const text = useText("admin.sessions");
  const { sessions, older, person, isNewest } = useLoaderData<typeof loader>();
  const named: Record<string, string> = person ? { person } : {};
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <Outcome />
      <SearchForm key={person} action="/admin/sessions" label={text("search")} isNarrowed={person !== ""}>
        <div className="w-full max-w-form">
          <TextField name="person" type="search" label={text("query")} defaultValue={person} autoCapitalize="none" />
        </div>
      </SearchForm>
      <Table
        caption={text("caption")}
        columns={useColumns()}
        rows={sessions}
        rowId={(session) => session.id}
        empty={<EmptyState Icon={SessionsIcon} title={text("emptyTitle")} text={text("emptyText")} />}
      />
      <Pager
        label={text("pages")}
        newest={isNewest ? null : `/admin/sessions?${new URLSearchParams(named)}`}
        older={older && `/admin/sessions?${new URLSearchParams({ ...named, before: older })}`}
      />
    </Page>
  );
}

function Outcome() {
  const text = useText("admin.sessions");
  const done = useDone(["end", "end-all"]);
  const problem = useActionData<typeof action>();
  if (problem) return <Notice tone="danger">{text(`errors.${problem.reason}`)}</Notice>;
  return done ? <Notice tone="success">{text(`done.${done}`)}</Notice> : null;
}

type ShownSession = ReturnType<typeof useLoaderData<typeof loader>>["sessions"][number];

function useColumns(): Column<ShownSession>[] {
  const text = useText("admin.sessions");
  return [
    { id: "person", label: text("person"), cell: (session) => <Owner {...session} /> },
    { id: "device", label: text("device"), cell: (session) => <Device {...session} /> },
    { id: "address", label: text("address"), cell: ({ address }) => address },
    { id: "began", label: text("began"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "seen", label: text("seen"), cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
    {
      id: "end",
      label: text("actions"),
      align: "end",
      cell: (session) => <End {...session} />,
    },
  ];
}

function Owner({ userId, username, firstName, lastName }: ShownSession) {
  const { mayOpenPeople } = useLoaderData<typeof loader>();
  const name = `${firstName} ${lastName}`.trim() || username;
  return (
    <span className="grid">
      {mayOpenPeople ? (
        <Link to={`/admin/users/${userId}`} className="link w-fit no-underline hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      <span className="text-xs font-normal text-ink-soft">{username}</span>
    </span>
  );
}

const Device = (session: ShownSession) => (
  <span className="flex flex-wrap items-center gap-2">
    {useSessionName(session)}
    <ProgramBadge client={session.client} />
  </span>
);

function End({ id, userId, client, userAgent, username, isCurrent, mayEnd }: ShownSession) {
  const text = useText("admin.sessions");
  const device = useSessionName({ client, userAgent });
  if (isCurrent) return <Badge tone="success">{text("current")}</Badge>;
  if (!mayEnd) return <span className="text-ink-soft">{text("superuserOnly")}</span>;
  return (
    <IntentButton
      intent="end"
      fields={{ user: userId, session: id }}
      action="/admin/sessions"
      size="small"
      label={text("endNamed", { username, device })}
    >
      {text("end")}
    </IntentButton>
  );
}
