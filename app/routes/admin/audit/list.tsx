import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { can } from "#app/access/principal.ts";
import { auditEventNames, auditReasons } from "#app/audit/events.ts";
import { findEvents } from "#app/audit/find-events.server.ts";
import { readEventSearch } from "#app/auth/event-search.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ActivityIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { SearchForm } from "#app/ui/search-form.tsx";
import { SelectField } from "#app/ui/select-field.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

const PAGE = 50;

export const meta: MetaFunction = () => pageTitle("audit.title");

export const loader = guard({ can: "admin:audit" }, async ({ principal, request }) => {
  const { asked, search } = await readEventSearch(new URL(request.url).searchParams);
  const found = search ? await findEvents(search, PAGE + 1) : [];
  const events = found.slice(0, PAGE);
  const older = found.length > PAGE ? (events.at(-1)?.sequence ?? null) : null;
  return { asked, events, older, mayAskWhy: can(principal, "admin:why") };
});

type EventRow = ReturnType<typeof useLoaderData<typeof loader>>["events"][number];

export default function Audit() {
  const text = useText("audit");
  const { asked, events, older } = useLoaderData<typeof loader>();
  const narrowed = Object.entries(asked).filter(([name, value]) => value && name !== "before");
  const here = (more: Record<string, string>) => new URLSearchParams([...narrowed, ...Object.entries(more)]).toString();
  return (
    <Page
      title={text("title")}
      purpose={text("purpose")}
      action={
        <ButtonLink to={`/admin/audit/export.csv?${here({})}`} reloadDocument>
          {text("export")}
        </ButtonLink>
      }
    >
      <Search isNarrowed={narrowed.length > 0} />
      <Table
        caption={text("caption")}
        columns={useColumns()}
        rows={events}
        rowId={({ sequence }) => String(sequence)}
        empty={<EmptyState Icon={ActivityIcon} title={text("emptyTitle")} text={text("emptyText")} />}
      />
      <Pager
        label={text("pages")}
        newest={asked.before ? `/admin/audit?${here({})}` : null}
        older={older ? `/admin/audit?${here({ before: String(older) })}` : null}
      />
    </Page>
  );
}

function Search({ isNarrowed }: { isNarrowed: boolean }) {
  const text = useText("audit");
  const nameOf = useText("activity.events");
  const { asked } = useLoaderData<typeof loader>();
  const all = { value: "", label: text("all") };
  const events = auditEventNames.map((name) => ({ value: name, label: nameOf(name) }));
  const outcomes = (["done", "refused"] as const).map((name) => ({ value: name, label: text(`outcomes.${name}`) }));
  const reasons = auditReasons.map((name) => ({ value: name, label: name }));
  return (
    <SearchForm key={JSON.stringify(asked)} action="/admin/audit" label={text("search")} isNarrowed={isNarrowed}>
      <TextField name="person" label={text("person")} defaultValue={asked.person} maxLength={255} />
      <SelectField name="event" label={text("event")} choices={[all, ...events]} defaultValue={asked.event} />
      <SelectField name="outcome" label={text("outcome")} choices={[all, ...outcomes]} defaultValue={asked.outcome} />
      <SelectField name="reason" label={text("reason")} choices={[all, ...reasons]} defaultValue={asked.reason} />
      <TextField name="request" label={text("request")} defaultValue={asked.request} maxLength={100} />
    </SearchForm>
  );
}

function useColumns(): Column<EventRow>[] {
  const text = useText("audit");
  const nameOf = useText("activity.events");
  return [
    { id: "event", label: text("event"), cell: ({ event }) => nameOf(event) },
    { id: "at", label: text("at"), cell: ({ at }) => <Time at={at} /> },
    { id: "actor", label: text("actor"), cell: ({ actor }) => actor ?? text("nobody") },
    { id: "outcome", label: text("outcome"), cell: (row) => <Outcome row={row} /> },
    { id: "address", label: text("address"), cell: ({ address }) => address ?? "–" },
    { id: "details", label: text("details"), cell: (row) => <Details row={row} /> },
  ];
}

function Outcome({ row: { event, outcome, reason, requestId } }: { row: EventRow }) {
  const text = useText("audit");
  const { mayAskWhy } = useLoaderData<typeof loader>();
  if (outcome === "done") return <Badge tone="success">{text("outcomes.done")}</Badge>;
  return (
    <span className="flex items-center gap-2">
      <Badge tone="warning">{text("outcomes.refused")}</Badge>
      {reason && <code className="text-xs">{reason}</code>}
      {mayAskWhy && event === "access.refused" && requestId && (
        <TextLink to={`/admin/why?${new URLSearchParams({ request: requestId })}`}>{text("why")}</TextLink>
      )}
    </span>
  );
}

function Details({ row: { target, targetName, details } }: { row: EventRow }) {
  const said = Object.entries({ ...(target ? { target: targetName ?? target } : {}), ...details }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return <code className="text-xs text-ink-soft">{said.join(" · ") || "–"}</code>;
}
