import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";

import type { Database } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";

/**
 * Keeps the `most` sessions of a person that were used last and ends the others (SE-11), counting browsers and programs apart: a busy
 * program signs nobody out of their browser. 0 means no limit.
 * The caller's transaction must hold the person's row locked, or parallel sign-ins could each spare the same sessions.
 */
export async function evictLeastRecentlyUsed(
  transaction: Database,
  userId: string,
  kind: "browsers" | "programs",
  most: number,
): Promise<void> {
  if (most === 0) return;
  const isCounted = and(eq(sessions.userId, userId), (kind === "programs" ? isNotNull : isNull)(sessions.client));
  const surplus = transaction
    .select({ id: sessions.id })
    .from(sessions)
    .where(isCounted)
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
    .offset(most);
  await transaction.delete(sessions).where(and(isCounted, inArray(sessions.id, surplus)));
}
