import { and, desc, eq, gt, lt, or } from "drizzle-orm";

import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { sessions, type Session } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { changed, changePerson, refused, type Actor, type Change, type ChangeOutcome } from "./change-person.server.ts";
import { endSessionsOf, revokeSession } from "./sessions.server.ts";

const PAGE = 50;

/** A living session and whose it is. The id opens nothing. */
export type ListedSession = Pick<
  Session,
  "id" | "userId" | "method" | "client" | "address" | "userAgent" | "createdAt" | "lastSeenAt"
> &
  Pick<User, "username" | "firstName" | "lastName" | "isSuperuser">;

/**
 * A page of the living sessions of everybody, or of one person, newest first: what began before `before`, or the newest. `older` is what
 * to give as `before` for the next page, null on the last.
 */
export async function listAllSessions(asked: {
  userId?: string | undefined;
  before?: string | undefined;
}): Promise<{ sessions: ListedSession[]; older: string | null }> {
  const { id, userId, method, client, address, userAgent, createdAt, lastSeenAt } = sessions;
  const { username, firstName, lastName, isSuperuser } = users;
  const person = { username, firstName, lastName, isSuperuser };
  const found = await db
    .select({ id, userId, method, client, address, userAgent, createdAt, lastSeenAt, ...person })
    .from(sessions)
    .innerJoin(users, eq(users.id, userId))
    .where(and(isLiving(), asked.userId ? eq(userId, asked.userId) : undefined, startedBefore(asked.before)))
    .orderBy(desc(createdAt), desc(id))
    .limit(PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return { sessions: page, older: found.length > PAGE && last ? cursorOf(last) : null };
}

/** How many sessions live. */
export const countSessions = (): Promise<number> => db.$count(sessions, isLiving());

const isLiving = () => and(gt(sessions.expiresAt, now()), gt(sessions.absoluteExpiresAt, now()));

const cursorOf = ({ createdAt, id }: Pick<Session, "createdAt" | "id">) => `${createdAt.getTime()}.${id}`;

// A cursor that is none of ours begins at the newest again.
function startedBefore(cursor: string | undefined) {
  const [, at, id] = /^(\d{1,13})\.([0-9a-f]{64})$/.exec(cursor ?? "") ?? [];
  if (!at || !id) return undefined;
  const moment = new Date(Number(at));
  return or(lt(sessions.createdAt, moment), and(eq(sessions.createdAt, moment), lt(sessions.id, id)));
}

/** Ends one session of a person. It is over with its next request; one that is gone already changes nothing. */
export const endSessionOf = (actor: Actor, userId: string, sessionId: string): Promise<ChangeOutcome> =>
  changePerson(actor, userId, [endOne(sessionId)]);

/** Ends every session of a person. */
export const endAllSessionsOf = (actor: Actor, userId: string): Promise<ChangeOutcome> =>
  changePerson(actor, userId, [endAll]);

const endOne =
  (sessionId: string): Change =>
  async (transaction, { user }, { principal }) => {
    if (sessionId === principal.session?.id) return refused("yourself"); // signing out takes the cookie as well
    const ended = await revokeSession(transaction, user.id, sessionId);
    return ended ? changed({ event: "session.revoked", details: { ended: 1 } }) : changed();
  };

const endAll: Change = async (transaction, { user }, { principal }) => {
  if (user.id === principal.userId) return refused("yourself");
  const ended = await endSessionsOf(transaction, user.id);
  return ended > 0 ? changed({ event: "session.revoked", details: { ended } }) : changed();
};
