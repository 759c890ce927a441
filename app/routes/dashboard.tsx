import { Link, type MetaFunction, useLoaderData } from "@remix-run/react";
import type { ComponentType } from "react";

import { permissionCatalogue } from "#app/access/permissions.ts";
import { guard } from "#app/guards/guard.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { ArrowIcon, ProjectsIcon, SessionsIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { useMethodName } from "#app/ui/method.ts";
import { Page } from "#app/ui/page.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export { ErrorInShell as ErrorBoundary } from "#app/ui/error-in-place.tsx";

export const meta: MetaFunction = ({ error }) => pageTitle("dashboard.title", error);

export const loader = guard({ signedIn: true }, ({ principal }) => ({
  person: principal.user,
  roles: principal.roles,
  permissions: principal.permissions,
  session: {
    method: principal.method,
    signedInAt: principal.session.createdAt,
    endsAt: principal.session.absoluteExpiresAt,
  },
}));

export default function Dashboard() {
  const text = useText("dashboard");
  const { person } = useLoaderData<typeof loader>();
  return (
    <Shell>
      <Page title={text("heading", { name: person.firstName || person.username })} purpose={text("purpose")}>
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid gap-6">
            <Permissions />
            <Shortcuts />
          </div>
          <div className="grid gap-6">
            <You />
            <ThisSession />
          </div>
        </div>
      </Page>
    </Shell>
  );
}

/** Each permission in the catalogue's words, with the name the code asks for. */
function Permissions() {
  const text = useText("dashboard");
  const { person, permissions } = useLoaderData<typeof loader>();
  const some = permissions.length > 0 ? "permissionsText" : "noPermissions";
  return (
    <Card title={text("permissions")} text={text(person.isSuperuser ? "superuser" : some)}>
      {permissions.length > 0 && (
        <ul className="-my-2.5 divide-y divide-line">
          {permissions.map((permission) => (
            <li key={permission} className="flex items-center justify-between gap-4 py-2.5">
              <span className="min-w-0">{permissionCatalogue[permission]}</span>
              <Badge code>{permission}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function You() {
  const text = useText("dashboard");
  const { person } = useLoaderData<typeof loader>();
  return (
    <Card title={text("you")}>
      <Facts
        items={[
          { label: text("username"), value: person.username },
          { label: text("email"), value: person.email },
          { label: text("roles"), value: <Roles /> },
        ]}
      />
    </Card>
  );
}

function Roles() {
  const text = useText();
  const { person, roles } = useLoaderData<typeof loader>();
  if (roles.length === 0 && !person.isStaff && !person.isSuperuser) return text("people.noRole");
  return (
    <span className="flex flex-wrap gap-1">
      {person.isSuperuser && <Badge tone="warning">{text("people.superuser")}</Badge>}
      {person.isStaff && <Badge tone="warning">{text("people.staff")}</Badge>}
      {roles.map((role) => (
        <Badge key={role} tone="accent">
          {role}
        </Badge>
      ))}
    </span>
  );
}

function ThisSession() {
  const text = useText("dashboard");
  const { session } = useLoaderData<typeof loader>();
  const method = useMethodName(session.method);
  return (
    <Card title={text("session")}>
      <Facts
        items={[
          { label: text("signedInWith"), value: method },
          { label: text("signedInAt"), value: <Time at={session.signedInAt} /> },
          { label: text("endsAt"), value: <Time at={session.endsAt} /> },
        ]}
      />
    </Card>
  );
}

function Shortcuts() {
  const text = useText("dashboard");
  return (
    <nav aria-label={text("shortcuts")}>
      <ul className="grid gap-4">
        <Shortcut to="/projects" title={text("projects")} text={text("projectsText")} Icon={ProjectsIcon} />
        <Shortcut to="/settings/sessions" title={text("sessions")} text={text("sessionsText")} Icon={SessionsIcon} />
      </ul>
    </nav>
  );
}

type ShortcutProps = { to: string; title: string; text: string; Icon: ComponentType<{ className?: string }> };

function Shortcut({ to, title, text, Icon }: ShortcutProps) {
  return (
    <li>
      <Link
        to={to}
        className="group flex items-center gap-4 rounded-lg border border-line bg-surface p-4 shadow-card transition-colors hover:border-accent"
      >
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-ink">
          <Icon className="size-5" />
        </span>
        <span className="grid min-w-0 flex-1">
          <span className="font-medium">{title}</span>
          <span className="text-ink-soft">{text}</span>
        </span>
        <ArrowIcon className="size-4 shrink-0 text-ink-soft group-hover:text-accent-ink" />
      </Link>
    </li>
  );
}
