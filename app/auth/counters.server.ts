import { eq, sql } from "drizzle-orm";

import { now } from "../clock.ts";
import { counters } from "../db/counters.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { hashToken } from "./secrets.server.ts";

/** So many times within `window` milliseconds. */
export type Limit = { most: number; window: number };

/** Either it was counted, or it is too much and may be tried again after `retryAfter` seconds. */
export type Counted = { allowed: true } | TooMany;
export type TooMany = { allowed: false; retryAfter: number };

/**
 * Counts one more of `what` for `subject`, unless that would exceed `limit`. One atomic statement: fifty at once cannot slip past (LK08).
 * The window slides: the last full window counts by the share of it that still lies within reach (RL-01).
 */
export async function countOne(
  what: string,
  subject: string,
  { most, window }: Limit,
  database: Database = db,
): Promise<Counted> {
  const key = keyOf(what, subject);
  const at = now();
  const windowStart = new Date(Math.floor(at.getTime() / window) * window);
  const share = 1 - (at.getTime() - windowStart.getTime()) / window;
  const carried = sql`case when ${counters.windowStart} = ${windowStart.toISOString()}::timestamptz then ${counters.previous}
    when ${counters.windowStart} = ${new Date(windowStart.getTime() - window).toISOString()}::timestamptz then ${counters.count} else 0 end`;
  const current = sql`case when ${counters.windowStart} = ${windowStart.toISOString()}::timestamptz then ${counters.count} else 0 end`;
  const counted = await database
    .insert(counters)
    .values({ key, count: 1, previous: 0, windowStart, expiresAt: new Date(windowStart.getTime() + 2 * window) })
    .onConflictDoUpdate({
      target: counters.key,
      set: {
        count: sql`${current} + 1`,
        previous: carried,
        windowStart,
        expiresAt: new Date(windowStart.getTime() + 2 * window),
      },
      setWhere: sql`(${current}) + (${carried}) * ${share}::float8 < ${most}`,
    })
    .returning({ count: counters.count });
  if (counted.length > 0) return { allowed: true };
  return { allowed: false, retryAfter: Math.ceil((windowStart.getTime() + window - at.getTime()) / 1_000) };
}

/** Takes back one that was counted: it ended in a fault of ours. */
export async function returnOne(what: string, subject: string): Promise<void> {
  const key = keyOf(what, subject);
  await db
    .update(counters)
    .set({ count: sql`greatest(${counters.count} - 1, 0)` })
    .where(eq(counters.key, key));
}

const keyOf = (what: string, subject: string) => `${what}:${hashToken(subject).slice(0, 32)}`;

/** Removes one batch of counters whose time is over. Called now and then by the server. */
export async function deleteExpiredCounters(): Promise<void> {
  await db.execute(
    sql`delete from ${counters} where key in (select key from ${counters} where expires_at < ${now().toISOString()} limit 1000)`,
  );
}
