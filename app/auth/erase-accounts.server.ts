import { and, inArray, isNull, lte, or } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";

const BATCH = 50;
const byItself = { requestId: null, address: null, userAgent: null };

/**
 * Erases one batch of accounts whose time is over: the person and all that hangs on them. Their audit rows stay, without a name, an
 * address or a browser (AC13). Called now and then by the server; two processes at once take different people.
 */
export async function eraseDueAccounts(): Promise<void> {
  await db.transaction(async (transaction) => {
    const due = await transaction
      .select({ id: users.id })
      .from(users)
      .where(lte(users.erasedAfter, now()))
      .limit(BATCH)
      .for("update", { skipLocked: true }); // whoever is just signing in keeps their account
    const ids = due.map(({ id }) => id);
    if (ids.length === 0) return;
    await forgetWhereFrom(transaction, ids);
    await transaction.delete(users).where(inArray(users.id, ids));
    for (const targetId of ids)
      await recordEvent({ event: "account.erased", outcome: "done", targetId }, byItself, transaction);
  });
}

/** Takes addresses and browsers off everything these people did, and off what strangers, most likely they themselves, tried in their name. */
async function forgetWhereFrom(transaction: Transaction, ids: string[]): Promise<void> {
  const inTheirName = transaction
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(inArray(auditEvents.targetId, ids));
  const byStrangers = and(isNull(auditPersonal.userId), inArray(auditPersonal.eventId, inTheirName));
  await transaction
    .update(auditPersonal)
    .set({ userId: null, address: null, userAgent: null })
    .where(or(inArray(auditPersonal.userId, ids), byStrangers));
}
