import { sql } from "drizzle-orm";
import { expect, vi } from "vitest";

import { db, type Transaction } from "#app/db/client.server.ts";

/** Begins `work` while `lock` is held, and does `meanwhile` before `work` gets any further. */
export async function raced<Result>(
  lock: (transaction: Transaction) => Promise<unknown>,
  meanwhile: (transaction: Transaction) => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  let working: Promise<Result> | undefined;
  await db.transaction(async (transaction) => {
    await lock(transaction);
    working = work();
    working.catch(() => undefined);
    await vi.waitFor(async () => expect(await countWaiting()).toBeGreaterThan(0), { timeout: 5_000, interval: 10 });
    await meanwhile(transaction);
  });
  if (!working) throw new Error("nothing was begun");
  return working;
}

async function countWaiting(): Promise<number> {
  const waiting = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  return (await db.execute(waiting)).rows.length;
}
