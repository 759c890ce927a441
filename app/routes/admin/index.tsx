import { type MetaFunction, useLoaderData } from "@remix-run/react";

import type { Permission } from "#app/access/permissions.ts";
import { can } from "#app/access/principal.ts";
import { currentRoleGraph } from "#app/access/role-graph.server.ts";
import { countRefusals, countSignIns } from "#app/audit/count-events.server.ts";
import { findEvents, type FoundEvent } from "#app/audit/find-events.server.ts";
import { countPeople } from "#app/auth/count-people.server.ts";
import { countSessions } from "#app/auth/people-sessions.server.ts";
import { countMails } from "#app/email/queue.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { InfoIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { LatestChanges } from "#app/ui/overview/latest-changes.tsx";
import { SignIns } from "#app/ui/overview/sign-ins.tsx";
import { Tallies } from "#app/ui/overview/tallies.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";

const DAYS = 30;
const LATEST = 6;

export const meta: MetaFunction = () => pageTitle("admin.overview.title");

// Whoever may open any page of the administrators (a URL rule says so); each part asks for the permission of its own page.
export const loader = guard({ signedIn: true }, async ({ principal }) => {
  const ifMay = <T,>(permission: Permission, look: () => Promise<T>) => (can(principal, permission) ? look() : null);
  const [people, sessions, roles, log] = await Promise.all([
    ifMay("admin:users", lookAtPeople),
    ifMay("admin:sessions", countSessions),
    ifMay("admin:roles", async () => (await currentRoleGraph()).rules.roles.length),
    ifMay("admin:audit", lookAtLog),
  ]);
  return { people, sessions, roles, log };
});

async function lookAtPeople() {
  const [people, mails] = await Promise.all([countPeople(), countMails()]);
  return { ...people, mailsLost: mails.dead };
}

async function lookAtLog() {
  const [signIns, refusals, latest] = await Promise.all([
    countSignIns(DAYS),
    countRefusals(),
    findEvents({ ofNote: true }, LATEST),
  ]);
  return { signIns, refusals, latest: latest.map(changeOf) };
}

// Named one by one: the rest of the log has a page of its own.
const changeOf = ({ sequence, event, outcome, at, actor, targetName: target }: FoundEvent) => ({
  sequence,
  event,
  outcome,
  at,
  actor,
  target,
});

export default function Overview() {
  const text = useText("admin.overview");
  const { people, sessions, roles, log } = useLoaderData<typeof loader>();
  const isBare = people === null && sessions === null && roles === null && log === null;
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      <Tallies people={people} sessions={sessions} roles={roles} refusals={log && log.refusals} />
      {log && <SignIns days={log.signIns} />}
      {log && <LatestChanges changes={log.latest} />}
      {isBare && <EmptyState Icon={InfoIcon} title={text("nothing")} text={text("nothingText")} />}
    </Page>
  );
}
