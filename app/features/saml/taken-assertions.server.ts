import { inArray, lte } from "drizzle-orm";

import { hashToken } from "../../auth/secrets.server.ts";
import { now } from "../../clock.ts";
import { db, type Transaction } from "../../db/client.server.ts";
import { samlAssertions } from "./saml.schema.ts";
import type { VerifiedAssertion } from "./verified-assertion.ts";

const BATCH = 1_000;

/** Takes an assertion, once while it counts: false when it was taken before, or is by somebody else at this moment (SA19). */
export async function takeAssertion(transaction: Transaction, said: VerifiedAssertion, at: string): Promise<boolean> {
  const { id, expiresAt } = said;
  const row = { id: hashToken(`${at} ${id}`), expiresAt };
  const taken = await transaction.insert(samlAssertions).values(row).onConflictDoNothing().returning();
  return taken.length === 1;
}

/** Removes one batch of those that count no more by themselves. Called now and then by the server. */
export async function deleteExpiredAssertions(): Promise<void> {
  const expired = db.select({ id: samlAssertions.id }).from(samlAssertions).where(lte(samlAssertions.expiresAt, now()));
  await db.delete(samlAssertions).where(inArray(samlAssertions.id, expired.limit(BATCH)));
}
