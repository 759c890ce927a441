import { and, eq, isNotNull } from "drizzle-orm";

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

const MOST = 20;

/**
 * The refusals in the request with this id: a page's and its layouts' each have their own. Empty when none was written down; only those of
 * people who were signed in are, and of many of a kind the first.
 */
export async function findRefusals(requestId: string): Promise<FoundRefusal[]> {
  const { at, actorId, reason, details } = auditEvents;
  const rows = await db
    .select({ at, actorId, reason, details, address: auditPersonal.address })
    .from(auditEvents)
    .leftJoin(auditPersonal, eq(auditPersonal.eventId, auditEvents.id))
    .where(and(eq(auditEvents.requestId, requestId), eq(auditEvents.event, "access.refused"), isNotNull(actorId)))
    .orderBy(auditEvents.sequence)
    .limit(MOST);
  return rows.map(({ details: written, ...row }) => {
    const detail = (name: string) => (typeof written[name] === "string" ? written[name] : null);
    return {
      ...row,
      actorId: row.actorId ?? "",
      reason: row.reason as AuditReason | null, // nothing but what `events.ts` lists is ever written
      route: detail("route") ?? "",
      method: detail("method") ?? "",
      permission: detail("permission"),
      model: detail("model"),
      objectId: detail("objectId"),
    };
  });
}
