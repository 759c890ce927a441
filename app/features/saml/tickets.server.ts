import { and, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";

import type { Assertion } from "../../auth/assertion.ts";
import { hashToken, isRandomToken, randomToken } from "../../auth/secrets.server.ts";
import type { Flow } from "../../auth/sign-in-flows.server.ts";
import { fromNow, minutes, now } from "../../clock.ts";
import { db, type Transaction } from "../../db/client.server.ts";
import { dataKeys } from "../../keys.server.ts";
import { makeSealer } from "../../sealing.server.ts";
import { samlTickets } from "./saml.schema.ts";

const LIFE = minutes(5);
const BATCH = 1_000;
const { seal, open } = makeSealer(dataKeys, "saml ticket");

/** What waits for a browser: where it came from, and what was said of its person. */
export type Waiting = { readonly flow: Flow; readonly assertion: Assertion };

/** Whose it is, and where (`ticketOfficeOf`): `browserHash` is null when nobody left, since the provider began by itself. */
type Kept = Waiting & { readonly connection: string; readonly browserHash: string | null };

/** Keeps what waits, encrypted, for five minutes, and gives the ticket for it: 256 random bits, of which only the hash is kept. */
export async function keepForTicket(
  transaction: Transaction,
  { connection, browserHash, ...waiting }: Kept,
): Promise<string> {
  const ticket = randomToken();
  const row = { id: hashToken(ticket), connection, browserHash };
  await transaction
    .insert(samlTickets)
    .values({ ...row, sealed: seal(JSON.stringify(waiting)), expiresAt: fromNow(LIFE) });
  return ticket;
}

/** Takes what waits under a ticket, once: of ten at once one gets it, the others null; so do other browsers and whoever comes too late. */
export async function takeByTicket(
  ticket: string | null,
  browserToken: string | null,
  connection: string,
): Promise<Waiting | null> {
  if (!ticket || !isRandomToken(ticket)) return null;
  const { id, browserHash, expiresAt } = samlTickets;
  const isTheirs = browserToken
    ? or(isNull(browserHash), eq(browserHash, hashToken(browserToken)))
    : isNull(browserHash);
  const isIt = and(eq(id, hashToken(ticket)), eq(samlTickets.connection, connection), gt(expiresAt, now()), isTheirs);
  const [taken] = await db.delete(samlTickets).where(isIt).returning();
  const text = taken && open(taken.sealed);
  return text ? (JSON.parse(text) as Waiting) : null;
}

/** Removes one batch of those that nobody came for. Called now and then by the server. */
export async function deleteExpiredTickets(): Promise<void> {
  const expired = db.select({ id: samlTickets.id }).from(samlTickets).where(lte(samlTickets.expiresAt, now()));
  await db.delete(samlTickets).where(inArray(samlTickets.id, expired.limit(BATCH)));
}
