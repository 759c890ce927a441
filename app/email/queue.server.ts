import { and, eq, isNotNull, isNull, lte, or, sql } from "drizzle-orm";

import { days, fromNow, minutes, now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { mails } from "../db/mails.schema.ts";
import { dataKeys } from "../keys.server.ts";
import { makeSealer } from "../sealing.server.ts";
import type { Letter, MailKind } from "./letter.ts";

const BATCH = 1_000;
const CLAIMED_FOR = minutes(2); // longer than any one attempt may last
const LONGEST_PAUSE = minutes(60);
const MOST_ATTEMPTS = 40; // about a day and a half
const { seal, open } = makeSealer(dataKeys, "mail");

/** A letter whose turn it is. `attempts` counts this one. */
export type DueMail = { id: string; kind: string; attempts: number; letter: Letter };

/** Puts a letter on its way. In the caller's transaction: it goes out exactly if what it tells has happened. */
export async function queueMail(database: Database, kind: MailKind, letter: Letter): Promise<void> {
  await database.insert(mails).values({ kind, sealed: seal(JSON.stringify(letter)), dueAt: now() });
}

/**
 * Takes the letter that has been due longest, for two minutes, or null when none is due. One statement: two processes never hold the
 * same one, and one that ends in the middle of sending leaves it to the next.
 */
export async function claimMail(): Promise<DueMail | null> {
  const waiting = and(isNull(mails.sentAt), isNull(mails.deadAt), lte(mails.dueAt, now()));
  const next = db.select({ id: mails.id }).from(mails).where(waiting).orderBy(mails.dueAt).limit(1);
  const [claimed] = await db
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, dueAt: fromNow(CLAIMED_FOR) })
    .where(eq(mails.id, next.for("update", { skipLocked: true })))
    .returning();
  if (!claimed) return null;
  const letter = open(claimed.sealed ?? "");
  if (letter !== null) return { ...claimed, letter: JSON.parse(letter) as Letter };
  await giveUp(claimed.id, "its key is no longer listed");
  return claimMail();
}

/** Notes that a letter is out, and forgets what it said. */
export async function noteSent(id: string): Promise<void> {
  await db.update(mails).set({ sentAt: now(), sealed: null, lastError: null }).where(eq(mails.id, id));
}

/** Puts a letter back after a failed attempt: soon at first, later once an hour, and after a day and a half never again. */
export async function noteFailed({ id, attempts }: DueMail, error: string): Promise<"later" | "dead"> {
  if (attempts >= MOST_ATTEMPTS) return giveUp(id, error);
  const pause = Math.min(2 ** attempts * 5_000, LONGEST_PAUSE);
  await db
    .update(mails)
    .set({ dueAt: fromNow(pause), lastError: error })
    .where(eq(mails.id, id));
  return "later";
}

/** Ends the attempts at a letter that will never arrive. It stays, so that an operator sees it. */
export async function giveUp(id: string, error: string): Promise<"dead"> {
  await db.update(mails).set({ deadAt: now(), sealed: null, lastError: error }).where(eq(mails.id, id));
  return "dead";
}

/** How many letters wait, and how many have been given up. */
export async function countMails(): Promise<{ waiting: number; dead: number }> {
  const count = (which: ReturnType<typeof isNull>) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const waiting = count(and(isNull(mails.sentAt), isNull(mails.deadAt)) ?? isNull(mails.sentAt));
  const [counted] = await db.select({ waiting, dead: count(isNotNull(mails.deadAt)) }).from(mails);
  return counted ?? { waiting: 0, dead: 0 };
}

/** Removes one batch of letters that went out a day ago or were given up a month ago. Called now and then by the server. */
export async function deleteOldMails(): Promise<void> {
  const old = db
    .select({ id: mails.id })
    .from(mails)
    .where(or(lte(mails.sentAt, fromNow(-days(1))), lte(mails.deadAt, fromNow(-days(30)))))
    .limit(BATCH);
  await db.delete(mails).where(sql`${mails.id} in ${old}`);
}
