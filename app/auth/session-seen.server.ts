import { and, eq, lt } from "drizzle-orm";

import { fromNow, minutes, now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { sessions, type Session } from "../db/sessions.schema.ts";
import { log } from "../log.server.ts";

const EVERY = minutes(1);

/** Writes that a session is in use, at most once a minute, with whatever else that changes of it. */
export async function noteSeen(
  { id, lastSeenAt }: Pick<Session, "id" | "lastSeenAt">,
  also: Partial<Pick<Session, "expiresAt">> = {},
): Promise<void> {
  const stale = fromNow(-EVERY);
  if (lastSeenAt > stale) return;
  try {
    await db
      .update(sessions)
      .set({ lastSeenAt: now(), ...also })
      .where(and(eq(sessions.id, id), lt(sessions.lastSeenAt, stale)));
  } catch (error) {
    log.warn({ err: error }, "a session's last_seen could not be written"); // a page that only reads must still open (FA18)
  }
}
