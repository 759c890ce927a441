import { and, count, eq, gt, isNull, or } from "drizzle-orm";

import { now } from "../../clock.ts";
import type { Transaction } from "../../db/client.server.ts";
import { apiKeys } from "./api-keys.schema.ts";
import { MOST_KEYS } from "./most-keys.ts";

/** True of a key that still opens something, for a `where`. */
export const isLiving = () =>
  and(eq(apiKeys.isActive, true), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now())));

/** True when somebody has as many living keys as anybody can. Asked while they are locked, so that two at once do not both see room for one more. */
export async function hasMostKeys(transaction: Transaction, userId: string): Promise<boolean> {
  const isTheirs = and(eq(apiKeys.userId, userId), isLiving());
  const [living] = await transaction.select({ count: count() }).from(apiKeys).where(isTheirs);
  return (living?.count ?? 0) >= MOST_KEYS;
}
