import { and, eq, gt, inArray, lte } from "drizzle-orm";

import { fromNow, minutes, now } from "../clock.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { signInFlows, type FlowPurpose } from "../db/sign-in-flows.schema.ts";
import { dataKeys } from "../keys.server.ts";
import { makeSealer } from "../sealing.server.ts";
import { hashToken, isRandomToken, randomToken } from "./secrets.server.ts";

const LIFE = minutes(10);
const BATCH = 1_000;
const { seal, open } = makeSealer(dataKeys, "sign-in flow");

/** Somebody who goes elsewhere to show who they are, and comes back to `redirectTo`, a path of this app. */
export type Flow = {
  connection: string;
  purpose: FlowPurpose;
  /** Who connects or confirms; null for somebody who signs in. */
  userId: string | null;
  redirectTo: string;
  /** What only this server may know until they are back: a PKCE verifier, a nonce, the id of a request. */
  secrets: Readonly<Record<string, string>>;
};

/**
 * Notes that somebody leaves, in the browser that has `browserToken` in a cookie, and gives the state that they must bring back: 256 random
 * bits, of which only the hash is kept, for ten minutes (OL-02, OL-12).
 */
export async function beginFlow({ secrets, ...flow }: Flow, browserToken: string): Promise<string> {
  const state = randomToken();
  await db.insert(signInFlows).values({
    ...flow,
    id: hashToken(state),
    browserHash: hashToken(browserToken),
    sealed: seal(JSON.stringify(secrets)),
    expiresAt: fromNow(LIFE),
  });
  return state;
}

/**
 * Takes back the flow that this state began, once: of two who bring it one gets it, the other null (OC03). So does another browser (OC02),
 * another connection (OC12), and whoever comes too late. What they came from stands in the row, not in what they bring (OC19).
 */
export async function takeFlow(
  state: string | null,
  browserToken: string | null,
  connection: string,
): Promise<Flow | null> {
  if (!state || !isRandomToken(state) || !browserToken) return null;
  const isTheirs = and(living(state, connection), eq(signInFlows.browserHash, hashToken(browserToken)));
  const [taken] = await db.delete(signInFlows).where(isTheirs).returning();
  return flowIn(taken);
}

/**
 * The flow that this state began at this connection, or null: for an answer that another site posts, which brings no cookies. Looking uses
 * nothing up.
 */
export async function findFlow(state: string | null, connection: string): Promise<Flow | null> {
  if (!state || !isRandomToken(state)) return null;
  const [found] = await db.select().from(signInFlows).where(living(state, connection));
  return flowIn(found);
}

/** The same, taken away: of two who bring the state one gets it. `browserHash` is the SHA-256 of the token of the browser that left. */
export async function answerFlow(
  transaction: Transaction,
  state: string,
  connection: string,
): Promise<{ flow: Flow; browserHash: string } | null> {
  const [taken] = await transaction.delete(signInFlows).where(living(state, connection)).returning();
  const flow = flowIn(taken);
  return taken && flow ? { flow, browserHash: taken.browserHash } : null;
}

const living = (state: string, connection: string) =>
  and(eq(signInFlows.id, hashToken(state)), eq(signInFlows.connection, connection), gt(signInFlows.expiresAt, now()));

function flowIn(row: typeof signInFlows.$inferSelect | undefined): Flow | null {
  const text = row && open(row.sealed);
  if (!text) return null;
  const { connection, purpose, userId, redirectTo } = row;
  return { connection, purpose, userId, redirectTo, secrets: JSON.parse(text) as Flow["secrets"] };
}

/** Removes one batch of flows from which nobody came back. Called now and then by the server. */
export async function deleteExpiredFlows(): Promise<void> {
  const expired = db.select({ id: signInFlows.id }).from(signInFlows).where(lte(signInFlows.expiresAt, now()));
  await db.delete(signInFlows).where(inArray(signInFlows.id, expired.limit(BATCH)));
}
