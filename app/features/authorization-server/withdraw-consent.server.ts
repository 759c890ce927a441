import { and, eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../../audit/record.server.ts";
import { db, type Transaction } from "../../db/client.server.ts";
import { isId } from "../../db/columns.ts";
import { consents } from "./consents.schema.ts";
import { protocolRecords } from "./protocol-records.schema.ts";

/** Takes back what a person has allowed a client, and ends all that it holds in their name, at its next request. False when there was nothing. */
export async function withdrawConsent(userId: string, clientId: string, origin: Origin): Promise<boolean> {
  if (!isId(clientId)) return false;
  return db.transaction(async (transaction) => {
    const mine = and(eq(consents.userId, userId), eq(consents.clientId, clientId));
    const taken = await transaction.delete(consents).where(mine).returning({ clientId: consents.clientId });
    await transaction
      .delete(protocolRecords)
      .where(and(eq(protocolRecords.userId, userId), eq(protocolRecords.clientId, clientId)));
    if (taken.length === 0) return false;
    const details = { client: clientId };
    await recordEvent(
      { event: "application.withdrawn", outcome: "done", actorId: userId, details },
      origin,
      transaction,
    );
    return true;
  });
}

/** Ends all that applications hold in the name of a person; what they have allowed stays. For whoever closes the account to whoever is in it. */
export async function endApplicationsOf(transaction: Transaction, userId: string): Promise<void> {
  await transaction.delete(protocolRecords).where(eq(protocolRecords.userId, userId));
}
