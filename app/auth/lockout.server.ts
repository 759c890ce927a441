import { eq, sql } from "drizzle-orm";

import { days, fromNow, hours, minutes, now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { lockouts } from "../db/counters.schema.ts";
import type { Counted } from "./counters.server.ts";

const MOST_FAILURES = 10;
const WITHIN = minutes(15);
const FIRST_LOCK = minutes(15);
const LONGEST_LOCK = hours(4);
const FORGOTTEN_AFTER = days(1);

/**
 * Takes one try at an account: counted before the password is looked at, so parallel tries cannot exceed the limit (LK08).
 * The tenth try within 15 minutes is the last; then the account is closed for 15 minutes, and each time for twice as long,
 * up to four hours (LK-01). `subject` may name an account that does not exist: it is treated the same.
 */
export async function takeTry(subject: string): Promise<Counted> {
  const at = now();
  const isOldWindow = sql`${lockouts.firstFailureAt} <= ${fromNow(-WITHIN).toISOString()}::timestamptz`;
  const tries = sql`case when ${isOldWindow} then 1 else ${lockouts.failures} + 1 end`;
  const isLast = sql`(${tries}) >= ${MOST_FAILURES}`;
  const isForgotten = sql`${lockouts.firstFailureAt} <= ${fromNow(-FORGOTTEN_AFTER).toISOString()}::timestamptz`;
  const locksBefore = sql`case when ${isForgotten} then 0 else ${lockouts.lockCount} end`;
  const lockFor = sql`least(${FIRST_LOCK}::bigint * (1 << least((${locksBefore}), 10)), ${LONGEST_LOCK}::bigint)`;
  const taken = await db
    .insert(lockouts)
    .values({ subject, failures: 1, firstFailureAt: at })
    .onConflictDoUpdate({
      target: lockouts.subject,
      set: {
        failures: sql`case when ${isLast} then 0 else ${tries} end`,
        firstFailureAt: sql`case when ${isOldWindow} then ${at.toISOString()}::timestamptz else ${lockouts.firstFailureAt} end`,
        lockedUntil: sql`case when ${isLast} then ${at.toISOString()}::timestamptz + ${lockFor} * interval '1 millisecond' end`,
        lockCount: sql`(${locksBefore}) + case when ${isLast} then 1 else 0 end`,
      },
      setWhere: sql`${lockouts.lockedUntil} is null or ${lockouts.lockedUntil} <= ${at.toISOString()}::timestamptz`,
    })
    .returning({ subject: lockouts.subject });
  return taken.length > 0 ? { allowed: true } : { allowed: false, retryAfter: await secondsUntilOpen(subject) };
}

async function secondsUntilOpen(subject: string): Promise<number> {
  const [row] = await db.select({ until: lockouts.lockedUntil }).from(lockouts).where(eq(lockouts.subject, subject));
  const wait = (row?.until?.getTime() ?? 0) - now().getTime();
  return Math.max(1, Math.ceil(wait / 1_000));
}

/** Forgets the failures of an account: it was just entered with the right password (LK-02). */
export async function forgetTries(subject: string): Promise<void> {
  await db.delete(lockouts).where(eq(lockouts.subject, subject));
}

/** Removes one batch of accounts whose last failure is a day old. Called now and then by the server. */
export async function deleteForgottenLockouts(): Promise<void> {
  const forgotten = fromNow(-FORGOTTEN_AFTER).toISOString();
  await db.execute(sql`delete from ${lockouts} where subject in
    (select subject from ${lockouts} where first_failure_at < ${forgotten}::timestamptz limit 1000)`);
}
