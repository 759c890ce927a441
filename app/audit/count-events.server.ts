import { and, eq, gte, sql, type SQL } from "drizzle-orm";

import { days, fromNow, now } from "../clock.ts";
import { auditEvents, isAtTheDoor } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import type { AuditOutcome, AuditReason } from "./events.ts";

/** One day from midnight to midnight in UTC, as `2026-11-22`: how many sign-ins succeeded on it and how many were refused. */
export type DayOfSignIns = { day: string; done: number; refused: number };

/** The sign-ins of the last `length` days, today last; a day without any counts none. Reads an index and nothing else. */
export async function countSignIns(length: number): Promise<DayOfSignIns[]> {
  const all = daysUntilToday(length);
  const found = new Map((await selectSignIns(new Date(all[0] ?? now()))).map((row) => [row.day, row]));
  return all.map((day) => found.get(day) ?? { day, done: 0, refused: 0 });
}

/** The statement behind `countSignIns`, so that a test can have it explained. */
export function selectSignIns(since: Date) {
  const { event, at, outcome } = auditEvents;
  const day = sql`(${at} at time zone 'UTC')::date`;
  const ended = (how: AuditOutcome) => sql<number>`count(*) filter (where ${outcome} = ${how})`.mapWith(Number);
  return db
    .select({ day: sql<string>`${day}::text`, done: ended("done"), refused: ended("refused") })
    .from(auditEvents)
    .where(and(eq(event, "sign-in"), gte(at, since)))
    .groupBy(day);
}

function daysUntilToday(length: number): string[] {
  return Array.from({ length }, (_, index) =>
    fromNow(days(index + 1 - length))
      .toISOString()
      .slice(0, 10),
  );
}

/** Refusals as the log has them: a page's and its layouts' each, of many of a kind the first. */
export type Refusals = {
  /** Of people who were signed in. */
  access: number;
  /** Of sign-ins after too many tries: at one account, and from one address. */
  locked: number;
  tooManyTries: number;
};

/** The refusals of the last 24 hours. Reads an index and nothing else. */
export async function countRefusals(): Promise<Refusals> {
  const [counted] = await selectRefusals();
  return counted ?? { access: 0, locked: 0, tooManyTries: 0 };
}

/** The statement behind `countRefusals`, so that a test can have it explained. */
export function selectRefusals() {
  const { event, at, reason } = auditEvents;
  const those = (which: SQL | undefined) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const isSignInBut = (why: AuditReason) => and(eq(event, "sign-in"), eq(reason, why));
  return db
    .select({
      access: those(eq(event, "access.refused")),
      locked: those(isSignInBut("locked")),
      tooManyTries: those(isSignInBut("too-many-tries")),
    })
    .from(auditEvents)
    .where(and(isAtTheDoor(auditEvents), gte(at, fromNow(-days(1)))));
}
