import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { bigint, index, jsonb, text, uuid } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { createdAt, moment } from "./columns.ts";

/** Who came in or was turned away. The same words stand in the index that counts them. */
export const isAtTheDoor = ({ event }: { event: SQLWrapper }): SQL => sql`${event} in ('sign-in', 'access.refused')`;

/** What an administrator wants to hear of: changes to people and to what they may do. The same words stand in the index that finds them. */
export const isOfNote = ({ event }: { event: SQLWrapper }): SQL =>
  sql`(split_part(${event}, '.', 1) in ('administrator', 'invitation', 'person', 'role', 'roles', 'membership') or ${event} = 'account.reported')`;

/** What happened, in order, ids only. A trigger fills `sequence`, `previousHash` and `hash`; rows are never changed. */
export const auditEvents = auth.table(
  "audit_events",
  {
    sequence: bigint("sequence", { mode: "number" }).primaryKey().default(0),
    id: uuid("id").notNull().unique(),
    at: moment("at").notNull(),
    event: text("event").notNull(),
    outcome: text("outcome").notNull(),
    reason: text("reason"),
    actorId: uuid("actor_id"),
    targetId: text("target_id"),
    requestId: text("request_id"),
    details: jsonb("details").$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    previousHash: text("previous_hash").notNull().default(""),
    hash: text("hash").notNull().default(""),
  },
  (table) => [
    index("audit_events_actor").on(table.actorId, table.sequence),
    index("audit_events_target").on(table.targetId, table.sequence),
    index("audit_events_request").on(table.requestId),
    // A rare event of years is found at once, and so is a rare reason.
    index("audit_events_event").on(table.event, table.sequence),
    index("audit_events_reason")
      .on(table.reason, table.sequence)
      .where(sql`${table.reason} is not null`),
    // Counted by day: everything that is asked of them stands in the index.
    index("audit_events_at_the_door").on(table.event, table.at, table.outcome, table.reason).where(isAtTheDoor(table)),
    index("audit_events_of_note").on(table.sequence).where(isOfNote(table)),
  ],
);

/** Personal data of an event. Outside the chain, so that it can be erased without breaking the proof (decision on audit). */
export const auditPersonal = auth.table(
  "audit_personal",
  {
    eventId: uuid("event_id").primaryKey(),
    userId: uuid("user_id"),
    address: text("address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
  },
  (table) => [index("audit_personal_user").on(table.userId)],
);

/** The end of the chain: one row, locked by each insert, so that events are numbered one by one. */
export const auditHead = auth.table("audit_head", {
  onlyRow: text("only_row").primaryKey(),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});
