import { and, desc, eq, gt, ne } from "drizzle-orm";
import { Lucia, TimeSpan } from "lucia";

import { fromNow, hours, minutes, now, seconds } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { sessions, type Session } from "../db/sessions.schema.ts";
import type { User } from "../db/users.schema.ts";
import { env } from "../env.server.ts";
import type { PendingStep, SignInMethod } from "../db/sessions.schema.ts";
import { moveHeldForms } from "./held-forms.server.ts";
import { programLives } from "./program-lives.ts";
import { hashToken, randomToken } from "./secrets.server.ts";
import { sessionAdapter, type SessionColumns } from "./session-adapter.server.ts";
import { stampSession } from "./session-auth-hash.server.ts";
import { evictLeastRecentlyUsed } from "./session-limit.server.ts";
import { isOver } from "./session-over.server.ts";
import { noteSeen } from "./session-seen.server.ts";
import type { FoundSession } from "./session-lookup.server.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia<{ found: FoundSession | undefined }>;
    DatabaseSessionAttributes: Partial<SessionColumns> & { found?: FoundSession };
  }
}

/** How long a browser's session lives: since it was last used, and in all. */
const browserLives = { idle: minutes(env.SESSION_IDLE_MINUTES), absolute: hours(env.SESSION_MAX_AGE_HOURS) };

const luciaOn = (database: Database, idle = browserLives.idle) =>
  new Lucia(sessionAdapter(database), {
    sessionExpiresIn: new TimeSpan(idle / seconds(1), "s"),
    getSessionAttributes: ({ found }) => ({ found }),
  });
const lucia = luciaOn(db);

export type NewSession = {
  method: SignInMethod;
  /** Who they showed to be elsewhere, when they came in that way. */
  identityId?: string | null;
  /** What the program calls itself that signs in; null or left out for a browser. */
  client?: string | null;
  pending: PendingStep | null;
  address: string;
  userAgent: string;
  remember: boolean;
};

/**
 * Starts a session for `user` and gives its token, which exists only here and in the person's cookie (SE-01, SE03); a program's is thrown
 * away, since its session is named by what it shows and opened by nothing else (`program-sessions.server.ts`). The person's least recently
 * used sessions above the limit end in the same transaction (SE-11).
 */
export async function createSession(
  transaction: Database,
  user: User,
  details: NewSession,
): Promise<{ token: string; id: string }> {
  const token = randomToken();
  const moment = now();
  const { client = null } = details;
  const lives = client === null ? browserLives : programLives;
  const { id } = await luciaOn(transaction, lives.idle).createSession(
    user.id,
    {
      ...details,
      client,
      authHash: stampSession(user.passwordHash),
      createdAt: moment,
      authenticatedAt: moment,
      lastSeenAt: moment,
      absoluteExpiresAt: fromNow(lives.absolute),
    },
    { sessionId: hashToken(token) },
  );
  const kind = client === null ? "browsers" : "programs";
  await evictLeastRecentlyUsed(transaction, user.id, kind, env.MAX_SESSIONS_PER_USER);
  return { token, id };
}

/**
 * The living session behind `token`, or null. Ends it when it is past its absolute age (SE-04), was idle too long (SE05)
 * or the password has changed since (SH-04); a disabled person's ends too, and
 * enabling them again revives none (UM-10, SE08). Writes `last_seen` at most once a minute.
 */
export async function findSession(token: string): Promise<FoundSession | null> {
  const { session } = await lucia.validateSession(hashToken(token));
  if (!session?.found) return null;
  const { found } = session;
  if (isOver(found)) {
    await lucia.invalidateSession(session.id);
    return null;
  }
  if (!session.fresh) await noteSeen(found.session, { expiresAt: fromNow(browserLives.idle) });
  return found;
}

/** The living sessions of a person, most recently used first (SE-10). */
export function listSessions(userId: string): Promise<Session[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now()), gt(sessions.absoluteExpiresAt, now())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt));
}

/** Ends the session that `token` opens, whoever's it is: holding the token is proof enough. */
export async function endSession(database: Database, token: string): Promise<void> {
  await luciaOn(database).invalidateSession(hashToken(token));
}

/** Ends one session of this person. False when they have no such session: ids of others change nothing. */
export async function revokeSession(database: Database, userId: string, id: string): Promise<boolean> {
  const ended = await database
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends every session of this person in which a program of this name is signed in; says how many ended. */
export async function revokeProgram(database: Database, userId: string, client: string): Promise<number> {
  const ended = await database
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.client, client)))
    .returning({ id: sessions.id });
  return ended.length;
}

/** Ends every session of this person except `keptId`; says how many ended (SE07). */
export async function revokeOtherSessions(database: Database, userId: string, keptId: string): Promise<number> {
  const ended = await database
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)))
    .returning({ id: sessions.id });
  return ended.length;
}

/** Ends every session of this person; says how many ended. */
export async function endSessionsOf(database: Database, userId: string): Promise<number> {
  const ended = await database.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id });
  return ended.length;
}

/** What the cookie of a session with a new token is made of. */
export type RenewedSession = { token: string; remember: boolean };

/**
 * Gives a session a new token, so that the old one opens nothing any more (Z-01), and ties it to the password as it is now.
 * Proving a password anew also makes it fresh. Null when the session is over.
 */
export async function renewSession(
  database: Database,
  id: string,
  user: Pick<User, "passwordHash">,
): Promise<RenewedSession | null> {
  const token = randomToken();
  const nextId = hashToken(token);
  const [renewed] = await database
    .update(sessions)
    .set({ id: nextId, authHash: stampSession(user.passwordHash), authenticatedAt: now() })
    .where(eq(sessions.id, id))
    .returning({ remember: sessions.remember });
  if (!renewed) return null;
  await moveHeldForms(database, id, nextId);
  return { token, remember: renewed.remember };
}

/** Ties all sessions of this person to a new hash of the same password, so that a re-hash signs nobody out (SH-06, C-19). */
export async function restampSessions(transaction: Database, userId: string, passwordHash: string): Promise<void> {
  await transaction
    .update(sessions)
    .set({ authHash: stampSession(passwordHash) })
    .where(eq(sessions.userId, userId));
}

/** Removes one batch of sessions that are over. Called now and then by the server. */
export const deleteExpiredSessions = (): Promise<void> => lucia.deleteExpiredSessions();
