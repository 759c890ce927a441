import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

import { roles } from "../db/access.schema.ts";
import { auditEvents, auditPersonal, isOfNote } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import type { AuditEvent, AuditOutcome, AuditReason } from "./events.ts";

/** What to look for: each part that is named must fit. `person` is the id of whoever did it or to whom it was done. */
export type EventSearch = {
  event?: AuditEvent | undefined;
  outcome?: AuditOutcome | undefined;
  reason?: AuditReason | undefined;
  person?: string | undefined;
  /** The id of the request that an error page shows. */
  request?: string | undefined;
  /** Only changes to people and to what they may do. */
  ofNote?: true;
  /** Only what came before the event of this number. */
  before?: number | undefined;
};

/**
 * One event of the log. `actor` is a user name, null for nobody who was signed in; `targetName` that of a person or a role that is still
 * there; the address is null once it was erased.
 */
export type FoundEvent = {
  sequence: number;
  at: Date;
  event: AuditEvent;
  outcome: AuditOutcome;
  reason: string | null;
  actor: string | null;
  target: string | null;
  targetName: string | null;
  requestId: string | null;
  address: string | null;
  details: Readonly<Record<string, string | number | boolean | null>>;
};

const targetPerson = alias(users, "target_person");
// Not every target is an id, and nothing else can be compared with one.
const targetAsId = sql`case when ${auditEvents.targetId} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${auditEvents.targetId}::uuid end`;

/** The newest events that fit, at most `limit`. */
export async function findEvents(search: EventSearch, limit: number): Promise<FoundEvent[]> {
  const rows = await selectEvents(search, limit);
  // Somebody who was erased is an id by now. Nothing but what `events.ts` lists is ever written.
  return rows.map(({ actorId, actor, ...row }) => ({ ...row, actor: actor ?? actorId }) as FoundEvent);
}

/** The statement behind `findEvents`, so that a test can have it explained. */
export function selectEvents(search: EventSearch, limit: number) {
  const { sequence, at, event, outcome, reason, actorId, targetId, requestId, details } = auditEvents;
  return db
    .select({
      sequence,
      at,
      event,
      outcome,
      reason,
      actorId,
      requestId,
      details,
      actor: users.username,
      target: targetId,
      targetName: sql<string | null>`coalesce(${targetPerson.username}, ${roles.name})`,
      address: auditPersonal.address,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, actorId))
    .leftJoin(targetPerson, eq(targetPerson.id, targetAsId))
    .leftJoin(roles, eq(roles.id, targetAsId))
    .leftJoin(auditPersonal, eq(auditPersonal.eventId, auditEvents.id))
    .where(whatFits(search))
    .orderBy(desc(sequence))
    .limit(limit);
}

function whatFits({ event, outcome, reason, person, request, ofNote, before }: EventSearch) {
  return and(
    event && eq(auditEvents.event, event),
    outcome && eq(auditEvents.outcome, outcome),
    reason && eq(auditEvents.reason, reason),
    person === undefined ? undefined : or(eq(auditEvents.actorId, person), eq(auditEvents.targetId, person)),
    request ? eq(auditEvents.requestId, request) : undefined,
    ofNote && isOfNote(auditEvents),
    before === undefined ? undefined : lt(auditEvents.sequence, before),
  );
}
