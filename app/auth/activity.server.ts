import { and, desc, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";

import type { AuditEvent, AuditOutcome } from "../audit/events.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";

export const ACTIVITY_PAGE = 25;

/** One thing that a person did, or that happened to their account. Address and browser are null when they are somebody else's. */
export type Activity = {
  sequence: number;
  at: Date;
  event: AuditEvent;
  outcome: AuditOutcome;
  by: "you" | "stranger" | "other";
  address: string | null;
  userAgent: string | null;
};

/**
 * What this person did and what was done to their account, newest first, up to `limit` of it and only what came before the event
 * numbered `before`. From where another person did something is never told; from where a stranger tried to come in is.
 */
export async function listActivity(
  userId: string,
  { before = null, limit = ACTIVITY_PAGE }: { before?: number | null; limit?: number } = {},
): Promise<Activity[]> {
  const older = before === null ? undefined : lt(auditEvents.sequence, before);
  const own = eq(auditEvents.actorId, userId);
  const onThem = and(
    eq(auditEvents.targetId, userId),
    or(isNull(auditEvents.actorId), ne(auditEvents.actorId, userId)),
  );
  // Two index scans that each stop after a page: neither a long log nor a long history makes a page slow.
  const page = (whose: typeof own | typeof onThem) =>
    selectActivity(userId).where(and(whose, older)).orderBy(desc(auditEvents.sequence)).limit(limit);
  const rows = await unionAll(page(own), page(onThem)).orderBy(desc(auditEvents.sequence)).limit(limit);
  return rows as Activity[]; // the log holds nothing but what `events.ts` lists
}

function selectActivity(userId: string) {
  const by = sql<
    Activity["by"]
  >`case when ${auditEvents.actorId} is null then 'stranger' when ${auditEvents.actorId} = ${userId} then 'you' else 'other' end`;
  const { sequence, at, event, outcome } = auditEvents;
  const { address, userAgent } = auditPersonal;
  const isTheirs = or(isNull(auditPersonal.userId), eq(auditPersonal.userId, userId));
  return db
    .select({ sequence, at, event, outcome, by: by.as("by"), address, userAgent })
    .from(auditEvents)
    .leftJoin(auditPersonal, and(eq(auditPersonal.eventId, auditEvents.id), isTheirs))
    .$dynamic();
}
