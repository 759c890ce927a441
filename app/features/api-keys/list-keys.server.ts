import { and, desc, eq, inArray, lt, or } from "drizzle-orm";

import { days, fromNow, now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { apiKeys, type ApiKey } from "./api-keys.schema.ts";

const KEPT_AFTER_END = days(90);
const BATCH = 1_000;

/** What may be told of a key: never its hash. */
export type KeyShown = Pick<ApiKey, "id" | "name" | "prefix" | "scopes" | "createdAt" | "expiresAt" | "lastUsedAt"> & {
  state: "active" | "ending" | "expired" | "revoked";
};

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

/** All of somebody's keys, for whoever takes their data with them. */
export const listAllKeys = async (userId: string): Promise<KeyShown[]> =>
  (await db.select().from(apiKeys).where(eq(apiKeys.userId, userId)).orderBy(desc(apiKeys.id))).map(keyShown);

/** A row as it is shown: named one by one, so that a new column is told only by somebody who means it. */
export function keyShown(row: ApiKey): KeyShown {
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt } = row;
  return { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, state: stateOf(row) };
}

function stateOf({ isActive, expiresAt, rotatedAt }: ApiKey): KeyShown["state"] {
  if (!isActive) return "revoked";
  if (expiresAt && expiresAt <= now()) return rotatedAt ? "revoked" : "expired";
  return rotatedAt ? "ending" : "active";
}

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
