import { recordEvent, type Origin } from "../audit/record.server.ts";
import { minutes } from "../clock.ts";
import { db } from "../db/client.server.ts";
import type { User } from "../db/users.schema.ts";
import { confirmAnyPassword, type ConfirmedAnywhere } from "./confirm-password.server.ts";
import { countOne } from "./counters.server.ts";
import { renewSession, type RenewedSession } from "./sessions.server.ts";
import { findUser } from "./users.server.ts";

/** One way to show that it is still you. `field` is the form field that brings the answer. */
type Way = { field: string; check: (user: User, answer: string, origin: Origin) => Promise<ConfirmedAnywhere> };

/** Every way there is. A second factor adds its line here, and its field to the page. */
const ways: readonly Way[] = [{ field: "password", check: confirmAnyPassword }];

export type StepUp = { userId: string; sessionId: string; answers: Readonly<Record<string, string>> };
export type StepUpOutcome =
  ({ ok: true } & RenewedSession) | { ok: false; reason: "signed-out" } | Exclude<ConfirmedAnywhere, { ok: true }>;

/**
 * Somebody who is signed in shows again who they are: their session counts as fresh from now on, and gets a new token, which the caller
 * puts into the cookie (Z-01, SE02). Only this session: another browser of the same person proves nothing by it (SE21).
 */
export async function stepUp({ userId, sessionId, answers }: StepUp, origin: Origin): Promise<StepUpOutcome> {
  const way = ways.find(({ field }) => answers[field]);
  const user = await findUser(userId);
  if (!user) return { ok: false, reason: "signed-out" };
  if (!way) return { ok: false, reason: "wrong" };
  const confirmed = await way.check(user, answers[way.field] ?? "", origin);
  if (!confirmed.ok) {
    await noteRefusal(confirmed.reason, userId, origin);
    return confirmed;
  }
  return renew(user, sessionId, way.field, origin);
}

export type Elsewhere = { userId: string; sessionId: string; user: User; connection: string; signedInAnew: boolean };
export type StepUpElsewhere =
  ({ ok: true } & RenewedSession) | { ok: false; reason: "signed-out" | "another-person" | "not-anew" };

/**
 * The same for somebody who has just come back from elsewhere as `user`. Somebody else's identity proves nothing. Nor does a place that may
 * have let them through by itself, where they have a password: whoever sits at an open browser would only have to press a button. Somebody
 * without one has no other way, and could as well sign in again.
 */
export async function stepUpElsewhere(
  { userId, sessionId, user, connection, signedInAnew }: Elsewhere,
  origin: Origin,
): Promise<StepUpElsewhere> {
  if (user.id !== userId) return { ok: false, reason: "another-person" };
  if (user.passwordHash && !signedInAnew) return { ok: false, reason: "not-anew" };
  return renew(user, sessionId, connection, origin);
}

type Renewed = ({ ok: true } & RenewedSession) | { ok: false; reason: "signed-out" };

async function renew(user: User, sessionId: string, by: string, origin: Origin): Promise<Renewed> {
  const renewed = await db.transaction(async (transaction) => {
    const session = await renewSession(transaction, sessionId, user);
    if (session)
      await recordEvent({ event: "step-up", outcome: "done", actorId: user.id, details: { by } }, origin, transaction);
    return session;
  });
  return renewed ? { ok: true, ...renewed } : { ok: false, reason: "signed-out" };
}

/** Writes down each wrong answer, but only once a window that there were too many: the log can never be emptied. */
async function noteRefusal(reason: "wrong" | "limited" | "unreachable", userId: string, origin: Origin): Promise<void> {
  if (reason === "limited") {
    const told = await countOne("told that confirming is locked", userId, { most: 1, window: minutes(15) });
    if (!told.allowed) return;
  }
  const exactly = ({ limited: "locked", wrong: "wrong-password", unreachable: "unreachable" } as const)[reason];
  await recordEvent({ event: "step-up", outcome: "refused", reason: exactly, actorId: userId }, origin);
}
