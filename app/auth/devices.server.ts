import { and, eq } from "drizzle-orm";

import { now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { devices } from "../db/sessions.schema.ts";
import { users } from "../db/users.schema.ts";
import { canonicalEmail, isEmail } from "./identifiers.ts";
import { hashToken } from "./secrets.server.ts";

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

/** Remembers that this person signed in from the device behind `token`, for the lock-out and for the mail about new devices. */
export async function rememberDevice(database: Database, userId: string, token: string): Promise<void> {
  const tokenHash = hashToken(token);
  const seen = await database
    .update(devices)
    .set({ lastSeenAt: now() })
    .where(and(eq(devices.tokenHash, tokenHash), eq(devices.userId, userId)))
    .returning({ id: devices.id });
  if (seen.length === 0) await database.insert(devices).values({ userId, tokenHash, lastSeenAt: now() });
}
