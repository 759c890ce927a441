import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";

import { days, fromNow } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { apiKeys } from "./api-keys.schema.ts";
import { keyShown, type KeyShown } from "./key-shown.ts";
import { isLiving } from "./living-keys.server.ts";

const KEPT_AFTER_END = days(90);
const BATCH = 1_000;

/** Somebody's keys, newest first, from `before` on; `older` is what to go on from. */
export async function listKeys(
  userId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ keys: KeyShown[]; older: string | null }> {
  const isTheirs = and(eq(apiKeys.userId, userId), before === undefined ? undefined : lt(apiKeys.id, before));
  const rows = await db
    .select()
    .from(apiKeys)
    .where(isTheirs)
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1);
  const keys = rows.slice(0, limit).map(keyShown);
  return { keys, older: rows.length > limit ? (keys.at(-1)?.id ?? null) : null };
}

/** Every living key of somebody's and then those that ended, newest first, `most` in all: as many as end may not push a living one out of sight. */
export async function listLivingFirst(userId: string, most: number): Promise<KeyShown[]> {
  const rows = await db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.userId, userId))
    .orderBy(desc(sql<boolean>`(${isLiving()})`), desc(apiKeys.id))
    .limit(most);
  return rows.map(keyShown);
}

/** All of somebody's keys, for whoever takes their data with them. */
export const listAllKeys = async (userId: string): Promise<KeyShown[]> =>
  (await db.select().from(apiKeys).where(eq(apiKeys.userId, userId)).orderBy(desc(apiKeys.id))).map(keyShown);

/** Removes a batch of keys that ended ninety days ago. */
export async function deleteOldKeys(): Promise<void> {
  const before = fromNow(-KEPT_AFTER_END);
  const isLongOver = or(lt(apiKeys.expiresAt, before), and(eq(apiKeys.isActive, false), lt(apiKeys.updatedAt, before)));
  const old = db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(isLongOver)
    .limit(BATCH)
    .for("update", { skipLocked: true });
  await db.delete(apiKeys).where(inArray(apiKeys.id, old));
}
