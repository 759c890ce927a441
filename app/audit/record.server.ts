import { sql } from "drizzle-orm";

import { now } from "../clock.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import type { AuditEvent, AuditOutcome, AuditReason } from "./events.ts";

/** Where something came from: known for every request, empty for commands. */
export type Origin = { requestId: string | null; address: string | null; userAgent: string | null };

/** Where something came from that nobody asked for by a request: a command, or the app by itself. */
export const withoutRequest: Origin = { requestId: null, address: null, userAgent: null };

export type AuditEntry = {
  event: AuditEvent;
  outcome: AuditOutcome;
  reason?: AuditReason | undefined;
  actorId?: string | null;
  targetId?: string | null;
  /** Ids and numbers only: this part can never be erased. */
  details?: Record<string, string | number | boolean | null>;
};

/**
 * Adds one event to the audit log: one statement, one row in the chain and one with the personal data.
 * Give it the transaction it belongs to, and call it last in there: events queue up one by one until their transaction ends.
 */
export async function recordEvent(entry: AuditEntry, origin: Origin, database: Database = db): Promise<void> {
  const id = newId();
  const at = now().toISOString();
  const details = JSON.stringify(entry.details ?? {});
  await database.execute(sql`
    with event as (
      insert into ${auditEvents} (id, at, event, outcome, reason, actor_id, target_id, request_id, details)
      values (${id}, ${at}, ${entry.event}, ${entry.outcome}, ${entry.reason ?? null}, ${entry.actorId ?? null},
        ${entry.targetId ?? null}, ${origin.requestId}, ${details}::jsonb)
    )
    insert into ${auditPersonal} (event_id, user_id, address, user_agent, created_at)
    values (${id}, ${entry.actorId ?? null}, ${origin.address}, ${origin.userAgent}, ${at})
  `);
}
