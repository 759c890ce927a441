import { and, eq, gt, inArray, lte } from "drizzle-orm";

import { fromNow, minutes, now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { isId, newId } from "../db/columns.ts";
import type { ConnectionKind } from "../db/connections.schema.ts";
import { heldIdentities } from "../db/sign-in-flows.schema.ts";
import { dataKeys } from "../keys.server.ts";
import { makeSealer } from "../sealing.server.ts";
import type { Assertion } from "./assertion.ts";
import { hashToken } from "./secrets.server.ts";

const LIFE = minutes(30);
const BATCH = 1_000;
const { seal, open } = makeSealer(dataKeys, "held identity");

/** An identity that somebody has shown, and the connection it came through, by its name and kind. `userId`: who wants to connect it; null while they are unknown. */
export type HeldIdentity = { connection: string; kind: ConnectionKind; assertion: Assertion; userId: string | null };

/** Whether it waits for this person: what one wants to connect is offered to nobody who signs in to the same browser after them. */
export const isHeldFor = (held: HeldIdentity, userId: string): boolean =>
  held.userId === null || held.userId === userId;

/**
 * Keeps what another place said of somebody until they have said, in the browser with this token, which account is theirs: half an hour,
 * encrypted. Gives the id under which it waits.
 */
export async function holdIdentity({ connection, ...shown }: HeldIdentity, browserToken: string): Promise<string> {
  const id = newId();
  const sealed = seal(JSON.stringify(shown));
  const browserHash = hashToken(browserToken);
  await db.insert(heldIdentities).values({ id, browserHash, connection, sealed, expiresAt: fromNow(LIFE) });
  return id;
}

/** The identity that waits under this id for this browser, or null. Looking uses nothing up. */
export async function findHeldIdentity(id: string | null, browserToken: string | null): Promise<HeldIdentity | null> {
  if (!id || !isId(id) || !browserToken) return null;
  const [found] = await db.select().from(heldIdentities).where(living(id, browserToken)).limit(1);
  return heldIn(found);
}

/** Takes it away: of ten takers at once one gets it, the others null; so do other browsers. */
export async function takeHeldIdentity(id: string, browserToken: string | null): Promise<HeldIdentity | null> {
  if (!isId(id) || !browserToken) return null;
  const [taken] = await db.delete(heldIdentities).where(living(id, browserToken)).returning();
  return heldIn(taken);
}

/** Removes one batch of those that nobody came for. Called now and then by the server. */
export async function deleteExpiredHeldIdentities(): Promise<void> {
  const expired = db.select({ id: heldIdentities.id }).from(heldIdentities).where(lte(heldIdentities.expiresAt, now()));
  await db.delete(heldIdentities).where(inArray(heldIdentities.id, expired.limit(BATCH)));
}

const living = (id: string, browserToken: string) =>
  and(
    eq(heldIdentities.id, id),
    eq(heldIdentities.browserHash, hashToken(browserToken)),
    gt(heldIdentities.expiresAt, now()),
  );

function heldIn(row: typeof heldIdentities.$inferSelect | undefined): HeldIdentity | null {
  const text = row && open(row.sealed);
  return text ? { connection: row.connection, ...(JSON.parse(text) as Omit<HeldIdentity, "connection">) } : null;
}
