import { and, eq, gt, isNotNull, sql } from "drizzle-orm";

import { fromNow, now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";
import { programLives } from "./program-lives.ts";
import { lookUpSession, type FoundSession } from "./session-lookup.server.ts";
import { isOver } from "./session-over.server.ts";
import { noteSeen } from "./session-seen.server.ts";

/** The living session of a program, with its person. */
export type FoundProgram = FoundSession & { session: { client: string } };

/**
 * The living session of a program by its id, or null; a browser's is never found here (C-13). The id is no secret: whoever asks has proven in
 * another way that it may be used, by a signed token or by the hash of a secret one. Ends one that is over. Writes `last_seen` at most once a
 * minute, and leaves the end of the session alone: only `prolongProgram` moves it.
 */
export async function findProgram(id: string): Promise<FoundProgram | null> {
  const found = await lookUpSession(id);
  if (!found || !isProgram(found)) return null;
  if (found.session.expiresAt <= now() || isOver(found)) {
    await db.delete(sessions).where(eq(sessions.id, id));
    return null;
  }
  await noteSeen(found.session);
  return found;
}

const isProgram = (found: FoundSession): found is FoundProgram => found.session.client !== null;

/**
 * Locks the row of a program's session until the transaction ends. False when there is none any more. Taken before anything that hangs on the
 * session, so that its end and its renewal never wait for each other (`lockPeople` has the whole order).
 */
export async function lockProgram(transaction: Database, id: string): Promise<boolean> {
  const locked = await transaction.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, id)).for("update");
  return locked.length > 0;
}

/** Gives a program's session another thirty days, within its absolute age. Null when it has ended meanwhile, else when it will end. */
export async function prolongProgram(database: Database, id: string): Promise<Date | null> {
  const [prolonged] = await database
    .update(sessions)
    .set({
      lastSeenAt: now(),
      expiresAt: sql`least(${fromNow(programLives.idle).toISOString()}::timestamptz, ${sessions.absoluteExpiresAt})`,
    })
    .where(and(eq(sessions.id, id), isNotNull(sessions.client), gt(sessions.expiresAt, now())))
    .returning({ endsAt: sessions.expiresAt });
  return prolonged?.endsAt ?? null;
}
