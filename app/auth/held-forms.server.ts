import { and, desc, eq, gt, inArray, lte } from "drizzle-orm";

import { fromNow, minutes, now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { isId, newId } from "../db/columns.ts";
import { heldForms } from "../db/one-time-tokens.schema.ts";
import { dataKeys } from "../keys.server.ts";
import { makeSealer } from "../sealing.server.ts";

const LIFE = minutes(10);
const LARGEST = 32 * 1024;
const MOST_PER_SESSION = 5;
const BATCH = 1_000;
const { seal, open } = makeSealer(dataKeys, "held form");

/** What somebody filled in, field by field; a name may stand there more than once. */
export type Fields = readonly (readonly [name: string, value: string])[];

/**
 * Keeps a form that was on its way to `path` for ten minutes, encrypted, since it may hold a password. Gives its id, or null when it is
 * larger than 32 KiB. A session has five at most: the oldest gives way.
 */
export async function holdForm(sessionId: string, path: string, fields: Fields): Promise<string | null> {
  const text = JSON.stringify(fields);
  if (Buffer.byteLength(text) > LARGEST) return null;
  const id = newId();
  await db.transaction(async (transaction) => {
    await transaction.insert(heldForms).values({ id, sessionId, path, sealed: seal(text), expiresAt: fromNow(LIFE) });
    await dropOldest(transaction, sessionId);
  });
  return id;
}

/** Where a living form of this session was going, or null. Looking uses nothing up. */
export async function findHeldForm(sessionId: string, id: string): Promise<{ path: string } | null> {
  if (!isId(id)) return null;
  const [found] = await db.select({ path: heldForms.path }).from(heldForms).where(living(sessionId, id)).limit(1);
  return found ?? null;
}

/**
 * Takes a form that was held on its way to `path`: of ten takers at once one gets it, the others null. So does another session, another
 * path, and whoever comes too late (SE21).
 */
export async function takeHeldForm(sessionId: string, id: string, path: string): Promise<Fields | null> {
  if (!isId(id)) return null;
  const [taken] = await db
    .delete(heldForms)
    .where(and(living(sessionId, id), eq(heldForms.path, path)))
    .returning({ sealed: heldForms.sealed });
  const text = taken && open(taken.sealed);
  return text ? (JSON.parse(text) as Fields) : null;
}

/** Lets the forms of a session follow it to its new id. */
export async function moveHeldForms(database: Database, fromSessionId: string, toSessionId: string): Promise<void> {
  await database.update(heldForms).set({ sessionId: toSessionId }).where(eq(heldForms.sessionId, fromSessionId));
}

/** Removes one batch of forms whose time is over. Called now and then by the server. */
export async function deleteExpiredHeldForms(): Promise<void> {
  const expired = db.select({ id: heldForms.id }).from(heldForms).where(lte(heldForms.expiresAt, now()));
  await db.delete(heldForms).where(inArray(heldForms.id, expired.limit(BATCH)));
}

const living = (sessionId: string, id: string) =>
  and(eq(heldForms.id, id), eq(heldForms.sessionId, sessionId), gt(heldForms.expiresAt, now()));

async function dropOldest(transaction: Database, sessionId: string): Promise<void> {
  const surplus = transaction
    .select({ id: heldForms.id })
    .from(heldForms)
    .where(eq(heldForms.sessionId, sessionId))
    .orderBy(desc(heldForms.id))
    .offset(MOST_PER_SESSION);
  await transaction.delete(heldForms).where(inArray(heldForms.id, surplus));
}
