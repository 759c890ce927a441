import { Link, type MetaFunction, useLoaderData } from "@remix-run/react";

import { listPeople } from "#app/auth/people.server.ts";
import { peopleStateOf, peopleStates } from "#app/auth/people-states.ts";
import { currentRoleGraph } from "#app/access/role-graph.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PeopleIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { SearchForm } from "#app/ui/search-form.tsx";
import { SelectField } from "#app/ui/select-field.tsx";
import { StandingBadges } from "#app/ui/standing-badges.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("admin.users.title");

export const loader = guard({ can: "admin:users" }, async ({ request }) => {
  const asked = askedIn(request);
  const { rules } = await currentRoleGraph();
  return { ...(await listPeople(asked)), asked, roleNames: rules.roles.map(({ name }) => name).toSorted() };
});

function askedIn(request: Request) {
  const { searchParams } = new URL(request.url);
  const text = (name: string) => searchParams.get(name)?.trim() || undefined;
  // PostgreSQL has no such text, so nobody is called that.
  if ([...searchParams.values()].some((value) => value.includes("\0"))) throw new Response(null, { status: 400 });
  return {
    search: text("q")?.slice(0, 255),
    state: peopleStateOf(searchParams.get("state")),
    role: text("role"),
    before: placeIn(searchParams, "before"),
    after: placeIn(searchParams, "after"),
  };
}

const placeIn = (params: URLSearchParams, name: string) =>
  params.get(name)?.match(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)?.[0];

type Person = ReturnType<typeof useLoaderData<typeof loader>>["people"][number];

export default function Users() {
  const text = useText("admin.users");
  const { people, older, newer, asked } = useLoaderData<typeof loader>();
  const isNarrowed = Boolean(asked.search || asked.state || asked.role);
  const nothing = isNarrowed || asked.before || asked.after ? "nobody" : "empty";
  return (
    <Page
      title={text("title")}
      purpose={text("purpose")}
      action={
        <ButtonLink to="/admin/users/invite" tone="primary">
          {text("invite")}
        </ButtonLink>
      }
    >
      <Search isNarrowed={isNarrowed} />
      <Table
        caption={text("caption")}
        columns={useColumns()}
        rows={people}
        rowId={(person) => person.id}
        empty={<EmptyState Icon={PeopleIcon} title={text(`${nothing}.title`)} text={text(`${nothing}.text`)} />}
      />
      <Pager label={text("pages")} newer={newer && pageAt("after", newer)} older={older && pageAt("before", older)} />
    </Page>
  );

  function pageAt(direction: "before" | "after", id: string): string {
    const { search: q, state, role } = asked;
    const named = Object.entries({ q, state, role, [direction]: id }).filter(([, value]) => value);
    return `/admin/users?${new URLSearchParams(named as [string, string][])}`;
  }
}

function Search({ isNarrowed }: { isNarrowed: boolean }) {
  const text = useText("admin.users");
  const { asked, roleNames } = useLoaderData<typeof loader>();
  const states = peopleStates.map((state) => ({ value: state, label: text(`states.${state}`) }));
  const all = { value: "", label: text("all") };
  const key = JSON.stringify(asked); // a cleared form shows that it is
  return (
    <SearchForm key={key} action="/admin/users" label={text("search")} isNarrowed={isNarrowed}>
      <div className="min-w-56 flex-1">
        <TextField name="q" type="search" label={text("query")} defaultValue={asked.search} maxLength={255} />
      </div>
      <SelectField name="state" label={text("state")} defaultValue={asked.state} choices={[all, ...states]} />
      <SelectField
        name="role"
        label={text("role")}
        defaultValue={asked.role}
        choices={[all, ...roleNames.map((name) => ({ value: name, label: name }))]}
      />
    </SearchForm>
  );
}

function useColumns(): Column<Person>[] {
  const text = useText("admin.users");
  return [
    { id: "person", label: text("person"), cell: (person) => <Name {...person} /> },
    { id: "state", label: text("state"), cell: (person) => <State {...person} /> },
    {
      id: "roles",
      label: text("roles"),
      cell: ({ roles }) => (
        <span className="flex gap-1">
          {roles.map((role) => (
            <Badge key={role}>{role}</Badge>
          ))}
        </span>
      ),
    },
    {
      id: "lastLogin",
      label: text("lastLogin"),
      align: "end",
      cell: ({ lastLogin }) => (
        <span className="text-ink-soft">{lastLogin ? <Time at={lastLogin} /> : text("never")}</span>
      ),
    },
  ];
}

/** In one line: a table on a phone scrolls. */
const State = (person: Person) => (
  <div className="w-max">
    <StandingBadges {...person} />
  </div>
);

function Name({ id, username, email, firstName, lastName }: Person) {
  const name = `${firstName} ${lastName}`.trim() || username;
  return (
    <span className="flex items-center gap-3">
      <Avatar name={name} />
      <span className="grid">
        <Link to={`/admin/users/${id}`} className="link w-fit no-underline hover:underline">
          {name}
        </Link>
        <span className="text-xs font-normal text-ink-soft">
          {username} · {email}
        </span>
      </span>
    </span>
  );
}
