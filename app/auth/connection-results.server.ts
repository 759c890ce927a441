import { desc, eq, inArray, sql } from "drizzle-orm";

import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { connectionResults } from "../db/connections.schema.ts";

const KEPT = 50;
const SHOWN = 10;

/** How one sign-in through a connection went: `reason` is null when it went well, `detail` says what exactly did not. */
export type ConnectionResult = { at: Date; reason: string | null; detail: string | null; requestId: string | null };

/** Notes how a sign-in through a connection went. No person is named: that is the audit log's. */
export async function noteResult(connection: string, result: Omit<ConnectionResult, "at">): Promise<void> {
  await db.insert(connectionResults).values({ connection, at: now(), ...result });
}

/** How the last ten sign-ins through a connection went, newest first. */
export function listResults(connection: string): Promise<ConnectionResult[]> {
  const { at, reason, detail, requestId, id } = connectionResults;
  return db
    .select({ at, reason, detail, requestId })
    .from(connectionResults)
    .where(eq(connectionResults.connection, connection))
    .orderBy(desc(id))
    .limit(SHOWN);
}

/** When a connection last let somebody in, and when and why it last did not. */
export type LastResults = { success: ConnectionResult | null; failure: ConnectionResult | null };

/** The last success and the last failure of every connection that has any, by name. */
export async function listLastResults(): Promise<Map<string, LastResults>> {
  const { connection, at, reason, detail, requestId, id } = connectionResults;
  const isSuccess = sql<boolean>`${reason} is null`;
  const newest = await db
    .selectDistinctOn([connection, isSuccess], { connection, at, reason, detail, requestId })
    .from(connectionResults)
    .orderBy(connection, isSuccess, desc(id));
  const last = new Map<string, LastResults>();
  for (const { connection: name, ...result } of newest) {
    const known = last.get(name) ?? { success: null, failure: null };
    last.set(name, result.reason === null ? { ...known, success: result } : { ...known, failure: result });
  }
  return last;
}

/** Removes all but the newest fifty of each connection. Called now and then by the server. */
export async function deleteOldResults(): Promise<void> {
  const place = sql<number>`row_number() over (partition by ${connectionResults.connection} order by ${connectionResults.id} desc)`;
  const placed = db
    .select({ id: connectionResults.id, place: place.as("place") })
    .from(connectionResults)
    .as("placed");
  const surplus = db
    .select({ id: placed.id })
    .from(placed)
    .where(sql`${placed.place} > ${KEPT}`);
  await db.delete(connectionResults).where(inArray(connectionResults.id, surplus));
}
