import { and, eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../../audit/record.server.ts";
import { now } from "../../clock.ts";
import { db, type Database } from "../../db/client.server.ts";
import { isId } from "../../db/columns.ts";
import { apiKeys } from "./api-keys.schema.ts";

/** Ends a key of this person's, from the next request on, in every process. False when they have no such key that is still active (AK11). */
export async function revokeKey(userId: string, id: string, origin: Origin): Promise<boolean> {
  if (!isId(id)) return false;
  return db.transaction(async (transaction) => {
    const revoked = await transaction
      .update(apiKeys)
      .set({ isActive: false, updatedAt: now() })
      .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, userId), eq(apiKeys.isActive, true)))
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) return false;
    const event = { event: "api-key.revoked", outcome: "done", actorId: userId, details: { key: id } } as const;
    await recordEvent(event, origin, transaction);
    return true;
  });
}

/** Ends every key of somebody whose account is closed to whoever is in it: a thief may have made one of them. */
export async function endKeysOf(database: Database, userId: string): Promise<void> {
  await database
    .update(apiKeys)
    .set({ isActive: false, updatedAt: now() })
    .where(and(eq(apiKeys.userId, userId), eq(apiKeys.isActive, true)));
}
