import { and, eq, inArray, isNotNull, isNull, lte, or, sql, type SQL } from "drizzle-orm";

import { days, fromNow, minutes, now, seconds } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { mails } from "../db/mails.schema.ts";
import { dataKeys } from "../keys.server.ts";
import { log } from "../log.server.ts";
import { makeSealer } from "../sealing.server.ts";
import type { Letter, MailKind } from "./letter.ts";

const BATCH = 1_000;
const CLAIMED_FOR = minutes(2); // an attempt takes one at most, then its end must be noted
const LONGEST_PAUSE = minutes(15); // so that no more than this passes between a mail server's return and the last letter
const LONGEST_WAIT = days(5); // what RFC 5321 asks for in 4.5.4.1
const { seal, open } = makeSealer(dataKeys, "mail");

/** A letter whose turn it is; null when this process has no key for it. `attempts` counts this one and names the claim. */
export type DueMail = { id: string; kind: string; attempts: number; letter: Letter | null };

/** Puts a letter on its way. In the caller's transaction: it goes out exactly if what it tells has happened. */
export async function queueMail(database: Database, kind: MailKind, letter: Letter): Promise<void> {
  await database.insert(mails).values({ kind, sealed: seal(JSON.stringify(letter)), dueAt: now() });
}

/** Does the work of queueing a letter for nobody, where the time that an answer takes would tell who has an account (PW05). */
export async function queueNothing(database: Database): Promise<void> {
  await database.insert(mails).values({ kind: "nobody" satisfies MailKind, dueAt: now(), sentAt: now() });
}

/**
 * Takes the letter that has been due longest, for two minutes, or null when none is due. One statement: two processes never hold the
 * same one, and one that ends in the middle of sending leaves it to the next.
 */
export async function claimMail(): Promise<DueMail | null> {
  const due = and(isWaiting, lte(mails.dueAt, now()));
  const next = db.select({ id: mails.id }).from(mails).where(due).orderBy(mails.dueAt).limit(1);
  const [claimed] = await db
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, dueAt: fromNow(CLAIMED_FOR) })
    .where(eq(mails.id, next.for("update", { skipLocked: true })))
    .returning();
  if (!claimed) return null;
  const { id, kind, attempts } = claimed;
  const words = open(claimed.sealed ?? "");
  return { id, kind, attempts, letter: words === null ? null : (JSON.parse(words) as Letter) };
}

/** Notes that a letter is out, and forgets what it said. */
export async function noteSent({ id }: Pick<DueMail, "id">): Promise<void> {
  await db.update(mails).set({ sentAt: now(), deadAt: null, sealed: null, lastError: null }).where(eq(mails.id, id));
}

/** Puts a letter back after a failed attempt: for ten seconds at first, later for a quarter of an hour. */
export async function noteFailed(mail: DueMail, error: string): Promise<void> {
  const pause = Math.min(2 ** mail.attempts * seconds(5), LONGEST_PAUSE);
  await db
    .update(mails)
    .set({ dueAt: fromNow(pause), lastError: error })
    .where(isClaimedBy(mail));
}

/** Ends the attempts at a letter that will never arrive. Its row stays for a month and the log says so: an operator must see it. */
export async function giveUp(mail: DueMail, error: string): Promise<void> {
  await endWaiting(isClaimedBy(mail), error);
}

/** Gives up what has waited for five days. Called now and then by the server, also while no mail server is configured. */
export async function giveUpOldMails(): Promise<void> {
  const old = db
    .select({ id: mails.id })
    .from(mails)
    .where(and(isWaiting, lte(mails.createdAt, fromNow(-LONGEST_WAIT))))
    .limit(BATCH);
  await endWaiting(and(isWaiting, inArray(mails.id, old)));
}

/** How many letters wait, and how many have been given up. */
export async function countMails(): Promise<{ waiting: number; dead: number }> {
  const count = (which: SQL | undefined) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const [counted] = await db.select({ waiting: count(isWaiting), dead: count(isNotNull(mails.deadAt)) }).from(mails);
  return counted ?? { waiting: 0, dead: 0 };
}

/** Removes one batch of letters that went out a day ago or were given up a month ago. Called now and then by the server. */
export async function deleteOldMails(): Promise<void> {
  const old = db
    .select({ id: mails.id })
    .from(mails)
    .where(or(lte(mails.sentAt, fromNow(-days(1))), lte(mails.deadAt, fromNow(-days(30)))))
    .limit(BATCH);
  await db.delete(mails).where(inArray(mails.id, old));
}

const isWaiting = and(isNull(mails.sentAt), isNull(mails.deadAt));

// A process that slept through its claim must not undo what the next one has done: each claim has a number of its own.
const isClaimedBy = ({ id, attempts }: DueMail) => and(isWaiting, eq(mails.id, id), eq(mails.attempts, attempts));

async function endWaiting(which: SQL | undefined, error?: string): Promise<void> {
  const ended = await db
    .update(mails)
    .set({ deadAt: now(), sealed: null, ...(error === undefined ? {} : { lastError: error }) })
    .where(which)
    .returning();
  for (const { id, kind, attempts, lastError } of ended)
    log.error({ id, kind, attempts, error: lastError }, "a mail was given up: it will not arrive");
}
