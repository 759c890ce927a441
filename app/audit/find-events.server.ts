import { and, desc, eq, lt, or } from "drizzle-orm";

import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import type { AuditEvent, AuditOutcome } from "./events.ts";

/** What to look for: each part that is named must fit. `person` is the id of whoever did it or to whom it was done. */
export type EventSearch = {
  event?: AuditEvent | undefined;
  outcome?: AuditOutcome | undefined;
  person?: string | undefined;
  /** The id of the request that an error page shows. */
  request?: string | undefined;
  /** Only what came before the event of this number. */
  before?: number | undefined;
};

/** One event of the log. `actor` is a user name, null for nobody who was signed in; the address is null once it was erased. */
export type FoundEvent = {
  sequence: number;
  at: Date;
  event: AuditEvent;
  outcome: AuditOutcome;
  reason: string | null;
  actor: string | null;
  target: string | null;
  requestId: string | null;
  address: string | null;
  details: Readonly<Record<string, string | number | boolean | null>>;
};

/** The newest events that fit, at most `limit`. */
export async function findEvents(search: EventSearch, limit: number): Promise<FoundEvent[]> {
  const { sequence, at, event, outcome, reason, actorId, targetId, requestId, details } = auditEvents;
  const rows = await db
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
      address: auditPersonal.address,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, actorId))
    .leftJoin(auditPersonal, eq(auditPersonal.eventId, auditEvents.id))
    .where(whatFits(search))
    .orderBy(desc(sequence))
    .limit(limit);
  // Somebody who was erased is an id by now. Nothing but what `events.ts` lists is ever written.
  return rows.map(({ actorId: id, actor, ...row }) => ({ ...row, actor: actor ?? id }) as FoundEvent);
}

function whatFits({ event, outcome, person, request, before }: EventSearch) {
  return and(
    event && eq(auditEvents.event, event),
    outcome && eq(auditEvents.outcome, outcome),
    person === undefined ? undefined : or(eq(auditEvents.actorId, person), eq(auditEvents.targetId, person)),
    request ? eq(auditEvents.requestId, request) : undefined,
    before === undefined ? undefined : lt(auditEvents.sequence, before),
  );
}
