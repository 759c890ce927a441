import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
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
export const signOutProgram = (userId: string, client: string, origin: Origin): Promise<number> =>
  endSeveral(userId, origin, (transaction) => revokeProgram(transaction, userId, client));

/** Ends every session of this person but the one they are using; says how many. */
export const signOutEverywhereElse = (userId: string, keptSessionId: string, origin: Origin): Promise<number> =>
  endSeveral(userId, origin, (transaction) => revokeOtherSessions(transaction, userId, keptSessionId));

function endSeveral(
  userId: string,
  origin: Origin,
  end: (transaction: Transaction) => Promise<number>,
): Promise<number> {
  return db.transaction(async (transaction) => {
    await lockPeople(transaction, [userId]);
    const ended = await end(transaction);
    const event = { event: "session.revoked", outcome: "done", actorId: userId, details: { ended } } as const;
    if (ended > 0) await recordEvent(event, origin, transaction);
    return ended;
  });
}
