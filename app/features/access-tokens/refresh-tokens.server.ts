import { and, eq, gt, inArray, isNull, lt, notExists, or, sql } from "drizzle-orm";

import { lockProgram, prolongProgram } from "../../auth/program-sessions.server.ts";
import { fromNow, now, seconds } from "../../clock.ts";
import { db, type Database, type Transaction } from "../../db/client.server.ts";
import { sessions } from "../../db/sessions.schema.ts";
import { successorsOf, type RefreshToken } from "./refresh-token.server.ts";
import { refreshTokens } from "./refresh-tokens.schema.ts";
import type { Scopes } from "./scopes.ts";

/** How long a refresh token that was used gives the same successor again: for requests of one program that run side by side (C-24). */
export const GRACE = seconds(10);

const BATCH = 1_000;

/** A refresh token as it is stored. */
export type StoredToken = typeof refreshTokens.$inferSelect;

/** What became of a refresh token that was shown: "reused" only for a copy, which one of its two holders should not have. */
export type Use = { is: "used"; successor: RefreshToken } | { is: "over" } | { is: "reused" };

/** Stores a refresh token of this session. */
export async function storeRefreshToken(
  database: Database,
  { hash }: RefreshToken,
  about: { sessionId: string; scopes: Scopes; expiresAt: Date },
): Promise<void> {
  const { sessionId, scopes, expiresAt } = about;
  await database
    .insert(refreshTokens)
    .values({ tokenHash: hash, sessionId, scopes: scopes && [...scopes], issuedAt: now(), expiresAt });
}

/** A refresh token that is stored, used or not, or null. */
export async function findRefreshToken({ hash }: RefreshToken): Promise<StoredToken | null> {
  const [stored] = await db.select().from(refreshTokens).where(eq(refreshTokens.tokenHash, hash));
  return stored ?? null;
}

/**
 * Uses up a refresh token: one conditional update, so of any number at once one makes the successor, in whatever process (RV-05). Within the
 * grace the others get the same one, as long as nobody has used that; later, it was copied.
 */
export async function useRefreshToken(token: RefreshToken, { sessionId }: StoredToken): Promise<Use> {
  return db.transaction(async (transaction) => {
    // First the session: whoever ends it takes the same order, and so neither waits for the other for ever.
    if (!(await lockProgram(transaction, sessionId))) return { is: "over" };
    const isUnused = and(eq(refreshTokens.tokenHash, token.hash), isNull(refreshTokens.usedAt));
    const [used] = await transaction
      .update(refreshTokens)
      .set({ usedAt: now() })
      .where(and(isUnused, gt(refreshTokens.expiresAt, now())))
      .returning();
    if (!used) return useAgain(transaction, token);
    const expiresAt = await prolongProgram(transaction, sessionId);
    if (!expiresAt) return { is: "over" };
    const [successor] = successorsOf(token);
    await storeRefreshToken(transaction, successor, { sessionId, scopes: used.scopes, expiresAt });
    return { is: "used", successor };
  });
}

async function useAgain(transaction: Transaction, token: RefreshToken): Promise<Use> {
  const successors = successorsOf(token);
  const hashes = [token, ...successors].map(({ hash }) => hash);
  const known = await transaction.select().from(refreshTokens).where(inArray(refreshTokens.tokenHash, hashes));
  const rowOf = ({ hash }: RefreshToken) => known.find(({ tokenHash }) => tokenHash === hash);
  const shown = rowOf(token);
  if (!shown?.usedAt) return { is: "over" };
  if (shown.usedAt < fromNow(-GRACE)) return { is: "reused" };
  const successor = successors.find(rowOf);
  if (!successor) return { is: "over" }; // it was made under a key that this process has not been told of yet
  return rowOf(successor)?.usedAt === null ? { is: "used", successor } : { is: "reused" };
}

/** Removes one batch of refresh tokens that have expired, or whose session has ended. Called now and then by the server. */
export async function deleteDeadRefreshTokens(): Promise<void> {
  const session = db
    .select({ one: sql`1` })
    .from(sessions)
    .where(eq(sessions.id, refreshTokens.sessionId));
  const dead = db
    .select({ tokenHash: refreshTokens.tokenHash })
    .from(refreshTokens)
    .where(or(lt(refreshTokens.expiresAt, now()), notExists(session)))
    .limit(BATCH);
  await db.delete(refreshTokens).where(inArray(refreshTokens.tokenHash, dead));
}
