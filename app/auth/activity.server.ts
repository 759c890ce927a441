import { and, desc, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";

import type { AuditEvent, AuditOutcome } from "../audit/events.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";

const PAGE = 25;
const MOST = 10_000; // about two megabytes as JSON

/** One thing that a person did, or that was done to their account. Address and browser are null where they are somebody else's. */
export type Activity = {
  id: string;
  at: Date;
  event: AuditEvent;
  outcome: AuditOutcome;
  /** Whether they did it, somebody who was not signed in, or somebody else who was. */
  by: "you" | "stranger" | "other";
  address: string | null;
  userAgent: string | null;
};

/**
 * A page of what this person did and what was done to their account, newest first: what came before the event `before`, or the newest.
 * `older` is what to give as `before` for the next page, null on the last. From where another person did something is never told; from
 * where a stranger tried something is.
 */
export async function listActivity(
  userId: string,
  before: string | null = null,
): Promise<{ activity: Activity[]; older: string | null }> {
  if (before !== null && !isId(before)) return { activity: [], older: null };
  const found = await findActivity(userId, PAGE + 1, before);
  const activity = found.slice(0, PAGE);
  return { activity, older: found.length > PAGE ? (activity.at(-1)?.id ?? null) : null };
}

/** All of it, newest first; of a very long history the newest ten thousand events. */
export const listAllActivity = (userId: string): Promise<Activity[]> => findActivity(userId, MOST);

async function findActivity(userId: string, limit: number, before: string | null = null): Promise<Activity[]> {
  const own = eq(auditEvents.actorId, userId);
  const onThem = and(
    eq(auditEvents.targetId, userId),
    or(isNull(auditEvents.actorId), ne(auditEvents.actorId, userId)),
  );
  // Two index scans that each stop after a page: neither a long log nor a long history makes a page slow.
  const some = (whose: typeof own | typeof onThem) =>
    selectActivity(userId)
      .where(and(whose, before === null ? undefined : lt(auditEvents.sequence, sequenceOf(before))))
      .orderBy(desc(auditEvents.sequence))
      .limit(limit);
  const rows = await unionAll(some(own), some(onThem)).orderBy(desc(auditEvents.sequence)).limit(limit);
  return rows.map((row) => {
    const { sequence: _, ...activity } = row; // stays inside: it would tell how much everybody does
    return activity as Activity; // nothing but what `events.ts` lists is ever written
  });
}

function selectActivity(userId: string) {
  const by = sql<
    Activity["by"]
  >`case when ${auditEvents.actorId} is null then 'stranger' when ${auditEvents.actorId} = ${userId} then 'you' else 'other' end`;
  const { sequence, id, at, event, outcome } = auditEvents;
  const { address, userAgent } = auditPersonal;
  const mayBeTold = or(isNull(auditPersonal.userId), eq(auditPersonal.userId, userId));
  return db
    .select({ sequence, id, at, event, outcome, by: by.as("by"), address, userAgent })
    .from(auditEvents)
    .leftJoin(auditPersonal, and(eq(auditPersonal.eventId, auditEvents.id), mayBeTold))
    .$dynamic();
}

const sequenceOf = (id: string) => sql`(select e.sequence from ${auditEvents} e where e.id = ${id})`;
