import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db } from "../db/client.server.ts";
import { revokeOtherSessions, revokeProgram, revokeSession } from "./sessions.server.ts";
import { lockPeople } from "./users.server.ts";

/** Ends this session: its row is gone, so the old cookie opens nothing any more (LG-07). */
export async function signOut(userId: string, sessionId: string, origin: Origin): Promise<void> {
  await db.transaction(async (transaction) => {
    const ended = await revokeSession(transaction, userId, sessionId);
    if (ended)
      await recordEvent(
        { event: "sign-out", outcome: "done", actorId: userId, targetId: sessionId },
        origin,
        transaction,
      );
  });
}

/** Ends another session of the same person. False when they have no such session. */
export async function signOutDevice(userId: string, sessionId: string, origin: Origin): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const ended = await revokeSession(transaction, userId, sessionId);
    if (ended)
      await recordEvent(
        { event: "session.revoked", outcome: "done", actorId: userId, targetId: sessionId },
        origin,
        transaction,
      );
    return ended;
  });
}

/** Ends every session in which a program of this name is signed in for this person; says how many. */
export async function signOutProgram(userId: string, client: string, origin: Origin): Promise<number> {
  return db.transaction(async (transaction) => {
    await lockPeople(transaction, [userId]);
    const ended = await revokeProgram(transaction, userId, client);
    if (ended > 0)
      await recordEvent(
        { event: "session.revoked", outcome: "done", actorId: userId, details: { ended } },
        origin,
        transaction,
      );
    return ended;
  });
}

/** Ends every session of this person but the one they are using; says how many. */
export async function signOutEverywhereElse(userId: string, keptSessionId: string, origin: Origin): Promise<number> {
  return db.transaction(async (transaction) => {
    await lockPeople(transaction, [userId]);
    const ended = await revokeOtherSessions(transaction, userId, keptSessionId);
    if (ended > 0)
      await recordEvent(
        { event: "session.revoked", outcome: "done", actorId: userId, details: { ended } },
        origin,
        transaction,
      );
    return ended;
  });
}
