import { and, desc, eq, inArray, lt, ne } from "drizzle-orm";

import { days, fromNow, now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import { devices } from "../db/sessions.schema.ts";
import { users } from "../db/users.schema.ts";
import { canonicalEmail, isEmail } from "./identifiers.ts";
import { hashToken } from "./secrets.server.ts";

const FORGOTTEN_AFTER = days(400); // as long as browsers keep the cookie
const MOST_PER_PERSON = 50;

/** The id of the device behind `token`, when the person with this identifier has signed in from it before; else null. */
export async function findKnownDevice(token: string | null, identifier: string): Promise<string | null> {
  if (!token) return null;
  const name = canonicalEmail(identifier);
  const [device] = await db
    .select({ id: devices.id })
    .from(devices)
    .innerJoin(users, eq(users.id, devices.userId))
    .where(
      and(
        eq(devices.tokenHash, hashToken(token)),
        eq(isEmail(name) ? users.canonicalEmail : users.canonicalUsername, name),
      ),
    )
    .limit(1);
  return device?.id ?? null;
}

/**
 * Remembers that this person signed in from the device behind `token`, for the lock-out. True when that is news to tell them: the device
 * is a new one, and not their first. A person has fifty at most: the one that was not used for longest gives way. The caller's transaction
 * must hold the person's row locked.
 */
export async function rememberDevice(database: Database, userId: string, token: string): Promise<boolean> {
  const id = newId();
  const [device] = await database
    .insert(devices)
    .values({ id, userId, tokenHash: hashToken(token), lastSeenAt: now() })
    .onConflictDoUpdate({ target: [devices.tokenHash, devices.userId], set: { lastSeenAt: now() } })
    .returning({ id: devices.id });
  if (device?.id !== id) return false; // it was there already, and kept its id
  await dropOldest(database, userId);
  const another = and(eq(devices.userId, userId), ne(devices.id, id));
  return (await database.select({ id: devices.id }).from(devices).where(another).limit(1)).length > 0;
}

/** Forgets every browser of a person, since one of them may be a thief's: each is a stranger at its next sign-in, and has no tries of its own. */
export async function forgetDevices(database: Database, userId: string): Promise<void> {
  await database.delete(devices).where(eq(devices.userId, userId));
}

/** Removes one batch of devices that nobody came back with while their cookie lived. Called now and then by the server. */
export async function deleteForgottenDevices(): Promise<void> {
  const forgotten = db
    .select({ id: devices.id })
    .from(devices)
    .where(lt(devices.lastSeenAt, fromNow(-FORGOTTEN_AFTER)));
  await db.delete(devices).where(inArray(devices.id, forgotten.limit(1_000)));
}

async function dropOldest(database: Database, userId: string): Promise<void> {
  const surplus = database
    .select({ id: devices.id })
    .from(devices)
    .where(eq(devices.userId, userId))
    .orderBy(desc(devices.lastSeenAt), desc(devices.id))
    .offset(MOST_PER_PERSON);
  await database.delete(devices).where(inArray(devices.id, surplus));
}
