import { and, eq, isNull, lt, or } from "drizzle-orm";

import { fromNow, minutes, now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { log } from "../../log.server.ts";
import { apiKeys } from "./api-keys.schema.ts";
import { lookUpKey, type FoundKey } from "./key-lookup.server.ts";

const NOTE_EVERY = minutes(1);

/**
 * The living key behind this hash, with its owner; null for one that is unknown, revoked or expired, and while its owner is disabled (AK-04, AK-13). The
 * second phase of checking a key: the first, its checksum, was the gate's. Notes at most once a minute that it was used.
 */
export async function findKey(keyHash: string): Promise<FoundKey | null> {
  const found = await lookUpKey(keyHash);
  if (!found) return null;
  const { key, user } = found;
  const isOver = key.expiresAt !== null && key.expiresAt <= now();
  if (!key.isActive || isOver || !user.isActive) return null;
  await noteUse(key);
  return found;
}

async function noteUse({ id, lastUsedAt }: FoundKey["key"]): Promise<void> {
  const stale = fromNow(-NOTE_EVERY);
  if (lastUsedAt && lastUsedAt > stale) return;
  const isStale = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, stale));
  try {
    await db
      .update(apiKeys)
      .set({ lastUsedAt: now() })
      .where(and(eq(apiKeys.id, id), isStale));
  } catch (error) {
    log.warn({ err: error }, "the use of an API key could not be noted"); // a call that only reads must still be answered (AK17)
  }
}
