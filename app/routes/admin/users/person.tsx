import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { listHandOuts } from "#app/access/hand-out.server.ts";
import { can, type SignedIn } from "#app/access/principal.ts";
import { listActivity } from "#app/auth/activity.server.ts";
import { changePerson, type Actor, type Change } from "#app/auth/change-person.server.ts";
import { GRACE_DAYS } from "#app/auth/delete-account.server.ts";
import { deletePerson, disable, enable } from "#app/auth/disable-person.server.ts";
import { rename, sendResetMail } from "#app/auth/person-account.server.ts";
import { removeAttribute, setAttribute } from "#app/auth/person-attributes.server.ts";
import { findPerson } from "#app/auth/person-detail.server.ts";
import { setStaff, setSuperuser } from "#app/auth/person-flags.server.ts";
import { giveRole, takeRole } from "#app/auth/person-roles.server.ts";
import { listSessions } from "#app/auth/sessions.server.ts";
import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { ActivityItem } from "#app/ui/activity-item.tsx";
import { Card } from "#app/ui/card.tsx";
import { useDone } from "#app/ui/done.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { PersonAccess } from "#app/ui/person/access.tsx";
import { PersonAttributes } from "#app/ui/person/attributes.tsx";
import { PersonFacts } from "#app/ui/person/facts.tsx";
import { PersonNames } from "#app/ui/person/names.tsx";
import { PersonRoles } from "#app/ui/person/roles.tsx";
import { PersonSessions } from "#app/ui/person/sessions.tsx";
import type { MayDo } from "#app/ui/person/shown-person.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { pageTitle } from "#app/ui/title.ts";

const LATEST = 8;

export const meta: MetaFunction = () => pageTitle("admin.person.title");

export const loader = guard({ can: "admin:users" }, async ({ principal, params }) => {
  const found = await findPerson(params.id ?? "");
  if (!found) throw new Response(null, { status: 404 });
  const { fullName, hasPassword: _, ...person } = found;
  const [roles, sessions, activity] = await Promise.all([
    listHandOuts(principal),
    can(principal, "admin:sessions") ? listSessions(person.id) : null,
    can(principal, "admin:audit") ? listActivity(person.id) : null,
  ]);
  return {
    person,
    name: fullName || person.username,
    handOuts: roles.filter((role) => role.mayHandOut),
    sessions: sessions && sessions.map(sessionOf),
    activity: activity && activity.activity.slice(0, LATEST),
    may: mayDo(principal, person),
    graceDays: GRACE_DAYS,
  };
});

type Stored = Awaited<ReturnType<typeof listSessions>>[number];
const sessionOf = ({ id, client, userAgent, address, lastSeenAt }: Stored) => ({
  id,
  client,
  userAgent,
  address,
  lastSeenAt,
});

// What the page offers. Whether it is done, the core decides.
const mayDo = ({ user, userId }: SignedIn, person: { id: string; isSuperuser: boolean }): MayDo => ({
  change: !person.isSuperuser || user.isSuperuser,
  isYou: person.id === userId,
  staff: user.isStaff || user.isSuperuser,
  superuser: user.isSuperuser,
});

const statuses = {
  unknown: 404,
  superuser: 403,
  "beyond-own-rights": 403,
  yourself: 409,
  "last-superuser": 409,
  "username-taken": 409,
  disabled: 409,
  limited: 429,
  names: 400,
  attribute: 400,
  "too-many-attributes": 400,
  "unknown-role": 400,
};

export const action = guard(
  { can: "admin:users", fresh: minutes(10), limit: "60 per minute" },
  async ({ principal, params, form, context }) => {
    const id = params.id ?? "";
    const intent = String(form.get("intent"));
    const actor = { principal, origin: originOf(context) };
    const change = await changeFor(intent, form, actor);
    if (!change) throw new Response(null, { status: 400 });
    const outcome = await changePerson(actor, id, [change]);
    if (outcome.ok) return redirect(`/admin/users/${id}?done=${intent}`, 303);
    if (outcome.reason === "unknown") throw new Response(null, { status: 404 });
    const flaws = outcome.reason === "names" ? outcome.fields : undefined;
    return data({ reason: outcome.reason, flaws, typed: typedIn(form) }, { status: statuses[outcome.reason] });
  },
);

const typedIn = (form: FormData) => {
  const text = (name: string) => String(form.get(name) ?? "");
  const names = { username: text("username"), firstName: text("firstName"), lastName: text("lastName") };
  return { intent: text("intent"), names, name: text("name"), value: text("value") };
};

const done = [
  "rename",
  "give-role",
  "take-role",
  "set-attribute",
  "remove-attribute",
  "staff-on",
  "staff-off",
  "superuser-on",
  "superuser-off",
  "send-reset",
  "disable",
  "enable",
  "delete",
] as const;

async function changeFor(intent: string, form: FormData, actor: Actor): Promise<Change | null> {
  const { names, name, value } = typedIn(form);
  const role = String(form.get("role") ?? "");
  const changes: Record<(typeof done)[number], () => Change | Promise<Change>> = {
    rename: () => rename(names),
    "give-role": () => giveRole(actor, role),
    "take-role": () => takeRole(actor, role),
    "set-attribute": () => setAttribute(name, value),
    "remove-attribute": () => removeAttribute(name),
    "staff-on": () => setStaff(true),
    "staff-off": () => setStaff(false),
    "superuser-on": () => setSuperuser(true),
    "superuser-off": () => setSuperuser(false),
    "send-reset": () => sendResetMail,
    disable: () => disable,
    enable: () => enable,
    delete: () => deletePerson,
  };
  const known = done.find((one) => one === intent);
  return known ? changes[known]() : null;
}

export default function PersonPage() {
  const text = useText("admin.person");
  const { person, name, handOuts, sessions, may, graceDays } = useLoaderData<typeof loader>();
  return (
    <Page title={name} purpose={text("purpose", { username: person.username })}>
      <Outcome />
      {!may.change && <Notice>{text("superuserOnly")}</Notice>}
      <PersonFacts person={person} />
      {may.change && <Names />}
      <PersonRoles person={person} handOuts={handOuts} mayChange={may.change} />
      <Attributes />
      {sessions && (
        <PersonSessions userId={person.id} name={name} sessions={sessions} mayEnd={may.change && !may.isYou} />
      )}
      {may.change && <PersonAccess person={person} name={name} may={may} graceDays={graceDays} />}
      <Recent />
    </Page>
  );
}

/** What the form before this page has done, or why not where no field is to blame. */
function Outcome() {
  const text = useText("admin.person");
  const isDone = useDone([...done, "end", "end-all"]);
  const problem = useActionData<typeof action>();
  if (problem && !["names", "username-taken", "attribute", "too-many-attributes"].includes(problem.reason))
    return <Notice tone="danger">{text(`errors.${problem.reason}`)}</Notice>;
  return isDone && !problem ? <Notice tone="success">{text(`done.${isDone}`)}</Notice> : null;
}

function Names() {
  const { person } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const isAboutNames = problem?.typed.intent === "rename";
  const values = isAboutNames ? problem.typed.names : person;
  return (
    <PersonNames
      key={person.username + person.firstName + person.lastName}
      values={values}
      flaws={problem?.flaws}
      isTaken={problem?.reason === "username-taken"}
    />
  );
}

function Attributes() {
  const text = useText("admin.person.errors");
  const { person, may } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const isFlawed = problem?.reason === "attribute" || problem?.reason === "too-many-attributes";
  const typed = isFlawed ? { ...problem.typed, error: text(problem.reason) } : undefined;
  const mayChange = may.change && (!may.isYou || may.superuser);
  return <PersonAttributes attributes={person.attributes} mayChange={mayChange} typed={typed} />;
}

function Recent() {
  const text = useText("admin.person");
  const { activity, person } = useLoaderData<typeof loader>();
  if (!activity) return null;
  const all = `/admin/audit?${new URLSearchParams({ person: person.username })}`;
  return (
    <Card title={text("activity")} action={<TextLink to={all}>{text("wholeActivity")}</TextLink>}>
      {activity.length === 0 ? (
        <p className="text-ink-soft">{text("noActivity")}</p>
      ) : (
        <ul className="-my-4 divide-y divide-line">
          {activity.map((event) => (
            <ActivityItem key={event.id} {...event} />
          ))}
        </ul>
      )}
    </Card>
  );
}
