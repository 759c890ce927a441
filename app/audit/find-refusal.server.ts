import { and, desc, eq, sql } from "drizzle-orm";

import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import type { AuditReason } from "./events.ts";

/** A refusal as it was written down. `permission`, `model` and `objectId` are there where it was about one row. */
export type FoundRefusal = {
  at: Date;
  actorId: string;
  reason: AuditReason | null;
  /** Null once personal data has been erased. */
  address: string | null;
  route: string;
  method: string;
  permission: string | null;
  model: string | null;
  objectId: string | null;
};

/**
 * The refusal of the request with this id; null when none was written down (only those of people who were signed in are, and of many of a
 * kind the first). Of several in one request the one furthest inside: a page's rather than its layout's.
 */
export async function findRefusal(requestId: string): Promise<FoundRefusal | null> {
  const [row] = await db
    .select({
      at: auditEvents.at,
      actorId: auditEvents.actorId,
      reason: auditEvents.reason,
      details: auditEvents.details,
      address: auditPersonal.address,
    })
    .from(auditEvents)
    .leftJoin(auditPersonal, eq(auditPersonal.eventId, auditEvents.id))
    .where(and(eq(auditEvents.requestId, requestId), eq(auditEvents.event, "access.refused")))
    .orderBy(desc(sql`length(${auditEvents.details}->>'route')`), auditEvents.sequence)
    .limit(1);
  if (!row?.actorId) return null;
  const { at, actorId, address, details } = row;
  const detail = (name: string) => (typeof details[name] === "string" ? details[name] : null);
  return {
    at,
    actorId,
    address,
    reason: row.reason as AuditReason | null, // nothing but what `events.ts` lists is ever written
    route: detail("route") ?? "",
    method: detail("method") ?? "",
    permission: detail("permission"),
    model: detail("model"),
    objectId: detail("objectId"),
  };
}
