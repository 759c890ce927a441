import { eq, inArray, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

import { days, fromNow, hours, minutes, now, seconds } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { lockouts } from "../db/counters.schema.ts";
import type { Counted } from "./counters.server.ts";
import { canonicalEmail } from "./identifiers.ts";
import { hashToken } from "./secrets.server.ts";

const MOST_FAILURES = 10;
const WITHIN = minutes(15);
const FIRST_LOCK = minutes(15);
const LONGEST_LOCK = hours(4);
const FORGOTTEN_AFTER = days(1);

/** In place of a device: tries to confirm, by somebody who is signed in, are counted by their id and apart from all others. */
export const CONFIRMING = "confirming";

/**
 * Takes one try at an account: counted before the password is looked at, so parallel tries cannot exceed the limit (LK08).
 * Ten tries are free within 15 minutes; the next one closes the account for 15 minutes, and each time for twice as long,
 * up to four hours (LK-01). `subject` may name an account that does not exist: it is treated the same.
 */
export async function takeTry(subject: string): Promise<Counted> {
  const [taken] = await db
    .insert(lockouts)
    .values({ subject, failures: 1, firstFailureAt: now() })
    .onConflictDoUpdate({ target: lockouts.subject, set: nextState() })
    .returning({ lockedUntil: lockouts.lockedUntil });
  if (!taken?.lockedUntil) return { allowed: true };
  return {
    allowed: false,
    retryAfter: Math.max(1, Math.ceil((taken.lockedUntil.getTime() - now().getTime()) / seconds(1))),
  };
}

/** What one more try makes of a row: still locked, locked from now on, or one failure more. */
function nextState() {
  const moment = (offset: number) => sql`${fromNow(offset).toISOString()}::timestamptz`;
  const isLocked = sql`coalesce(${lockouts.lockedUntil} > ${moment(0)}, false)`;
  const isOldWindow = sql`${lockouts.firstFailureAt} <= ${moment(-WITHIN)}`;
  const failures = sql`case when ${isOldWindow} then 0 else ${lockouts.failures} end`;
  const locks = sql`case when ${lockouts.firstFailureAt} <= ${moment(-FORGOTTEN_AFTER)} then 0 else ${lockouts.lockCount} end`;
  const lockFor = sql`least(${FIRST_LOCK}::bigint * (1 << least((${locks}), 10)), ${LONGEST_LOCK}::bigint) * interval '1 millisecond'`;
  const choose = (locked: SQL | PgColumn, tripped: SQL, counted: SQL) =>
    sql`case when ${isLocked} then ${locked} when (${failures}) >= ${MOST_FAILURES} then ${tripped} else ${counted} end`;
  return {
    failures: choose(lockouts.failures, sql`0`, sql`(${failures}) + 1`),
    firstFailureAt: sql`case when ${isOldWindow} then ${moment(0)} else ${lockouts.firstFailureAt} end`,
    lockedUntil: choose(lockouts.lockedUntil, sql`${moment(0)} + ${lockFor}`, sql`null`),
    lockCount: choose(lockouts.lockCount, sql`(${locks}) + 1`, locks),
  };
}

/** Gives a try back: it ended in a fault of ours, and nobody should be locked out by that. */
export async function returnTry(subject: string): Promise<void> {
  await db
    .update(lockouts)
    .set({ failures: sql`greatest(${lockouts.failures} - 1, 0)` })
    .where(eq(lockouts.subject, subject));
}

/** Forgets the failures of an account: it was just entered with the right password (LK-02). */
export async function forgetTries(subject: string): Promise<void> {
  await db.delete(lockouts).where(eq(lockouts.subject, subject));
}

/**
 * Lifts the lock-out of a person, whichever of their names it was counted by, and the one at the page that asks who they are: they have
 * proved it another way. Of their devices' own tries nothing is left once the devices are forgotten.
 */
export async function forgetTriesOf(
  database: Database,
  { id, username, email }: { id: string; username: string; email: string },
): Promise<void> {
  const subjects = [lockSubject(null, username), lockSubject(null, email), lockSubject(CONFIRMING, id)];
  await database.delete(lockouts).where(inArray(lockouts.subject, subjects));
}

/**
 * What tries are counted by: the name as it was typed, since a limit that user name and address share would tell that both are one
 * account. A device in which the person has signed in before has tries of its own: an attacker elsewhere cannot use them up (LK02).
 */
export const lockSubject = (deviceId: string | null, identifier: string): string =>
  hashToken(`${deviceId ?? "any device"} ${canonicalEmail(identifier)}`);

/** Removes one batch of accounts whose last failure is a day old. Called now and then by the server. */
export async function deleteForgottenLockouts(): Promise<void> {
  const forgotten = fromNow(-FORGOTTEN_AFTER).toISOString();
  await db.execute(sql`delete from ${lockouts} where subject in
    (select subject from ${lockouts} where first_failure_at < ${forgotten}::timestamptz limit 1000)`);
}
