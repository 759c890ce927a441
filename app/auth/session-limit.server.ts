import { and, desc, eq, inArray } from "drizzle-orm";

import type { Database } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";

/**
 * Keeps the `most` sessions of a person that were used last and ends the others (SE-11). 0 means no limit.
 * The caller's transaction must hold the person's row locked, or parallel sign-ins could each spare the same sessions.
 */
export async function evictLeastRecentlyUsed(transaction: Database, userId: string, most: number): Promise<void> {
  if (most === 0) return;
  const surplus = transaction
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
    .offset(most);
  await transaction.delete(sessions).where(and(eq(sessions.userId, userId), inArray(sessions.id, surplus)));
}
