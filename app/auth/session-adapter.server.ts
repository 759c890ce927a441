import { eq, inArray, lt } from "drizzle-orm";

import { now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { sessions, type Session } from "../db/sessions.schema.ts";
import { log } from "../log.server.ts";
import { lookUpSession, type FoundSession } from "./session-lookup.server.ts";

const BATCH = 1_000;

/** The columns of a session that Lucia does not know. */
export type SessionColumns = Omit<Session, "id" | "userId" | "expiresAt">;
type LuciaSession<Attributes> = { id: string; userId: string; expiresAt: Date; attributes: Attributes };

/** How Lucia reads and writes our session table; `database` may be an open transaction. The method names are Lucia's. */
export const sessionAdapter = (database: Database) => ({
  async getSessionAndUser(
    id: string,
  ): Promise<
    [LuciaSession<Partial<SessionColumns> & { found: FoundSession }> | null, { id: string; attributes: object } | null]
  > {
    const found = await lookUpSession(id);
    // A program's session is none of a browser's, whoever holds what.
    if (!found || found.session.client !== null) return [null, null];
    return [
      { ...found.session, attributes: { found } },
      { id: found.user.id, attributes: {} },
    ];
  },

  async getUserSessions(userId: string): Promise<LuciaSession<SessionColumns>[]> {
    const rows = await database.select().from(sessions).where(eq(sessions.userId, userId));
    return rows.map(({ id, expiresAt, ...attributes }) => ({ id, userId, expiresAt, attributes }));
  },

  async setSession({ id, userId, expiresAt, attributes }: LuciaSession<SessionColumns>): Promise<void> {
    await database.insert(sessions).values({ ...attributes, id, userId, expiresAt });
  },

  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    await quietly(database.update(sessions).set({ expiresAt, lastSeenAt: now() }).where(eq(sessions.id, id)));
  },

  async deleteSession(id: string): Promise<void> {
    const gone = database.delete(sessions).where(eq(sessions.id, id));
    // Outside of a transaction this is a session that was found to be over: refused either way, and swept up later.
    await (database === db ? quietly(gone) : gone);
  },

  async deleteUserSessions(userId: string): Promise<void> {
    await database.delete(sessions).where(eq(sessions.userId, userId));
  },

  /** Removes at most one batch, so that a backlog never holds up the people who are signing in (SE19). */
  async deleteExpiredSessions(): Promise<void> {
    const expired = database
      .select({ id: sessions.id })
      .from(sessions)
      .where(lt(sessions.expiresAt, now()))
      .limit(BATCH)
      .for("update", { skipLocked: true }); // it keeps no order, so it must wait for nobody
    await database.delete(sessions).where(inArray(sessions.id, expired));
  },
});

/** Lets a page that only reads still open when the database takes no writes (FA18): the session just ends sooner, or its row later. */
async function quietly(write: PromiseLike<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    log.warn({ err: error }, "a session could not be renewed or ended");
  }
}
