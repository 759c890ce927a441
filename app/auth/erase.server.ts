import { and, inArray, isNull, or } from "drizzle-orm";

import { recordEvent, withoutRequest } from "../audit/record.server.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import type { Transaction } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";

/**
 * Erases these people, whom the transaction holds locked, and all that hangs on them. Their audit rows stay, without a name, an address or a
 * browser (AC13). `noteErased` belongs to it, as the last thing that the transaction does.
 */
export async function erase(transaction: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await forgetWhereFrom(transaction, ids);
  await transaction.delete(users).where(inArray(users.id, [...ids]));
}

/** Writes down that these people are erased. */
export async function noteErased(transaction: Transaction, ids: readonly string[]): Promise<void> {
  for (const targetId of ids)
    await recordEvent({ event: "account.erased", outcome: "done", targetId }, withoutRequest, transaction);
}

/** Takes addresses and browsers off everything these people did, and off what strangers, most likely they themselves, tried in their name. */
async function forgetWhereFrom(transaction: Transaction, ids: readonly string[]): Promise<void> {
  const inTheirName = transaction
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(inArray(auditEvents.targetId, [...ids]));
  const byStrangers = and(isNull(auditPersonal.userId), inArray(auditPersonal.eventId, inTheirName));
  await transaction
    .update(auditPersonal)
    .set({ userId: null, address: null, userAgent: null })
    .where(or(inArray(auditPersonal.userId, [...ids]), byStrangers));
}
