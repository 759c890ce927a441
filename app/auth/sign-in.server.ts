import { and, eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { users, type User } from "../db/users.schema.ts";
import { rememberDevice } from "./devices.server.ts";
import type { PendingStep, SignInMethod } from "../db/sessions.schema.ts";
import { randomToken } from "./secrets.server.ts";
import { createSession, endSession } from "./sessions.server.ts";
import { firstUnmetStep } from "./sign-in-steps.server.ts";

/** Where and how somebody comes in. `previousToken` is the session this browser had before, `deviceToken` its device, if any. */
export type Arrival = {
  origin: Origin & { address: string; userAgent: string };
  remember: boolean;
  deviceToken: string | null;
  previousToken: string | null;
};

export type SignInOutcome =
  | { ok: true; token: string; sessionId: string; deviceToken: string; pending: PendingStep | null }
  | { ok: false; reason: "disabled" };

/**
 * Where every way in ends: lets a person in who has just proved who they are by `method`.
 * Refuses disabled people; opens a new session, pending at the first unmet step, and ends the one this browser had (Z-01);
 * sets `last_login` (UM-11) and writes the event, all in one transaction.
 */
export async function signIn(user: User, method: SignInMethod, arrival: Arrival): Promise<SignInOutcome> {
  const pending = firstUnmetStep(user);
  const deviceToken = arrival.deviceToken ?? randomToken();
  const { origin, remember } = arrival;
  return db.transaction(async (transaction) => {
    // This also locks the person's row: parallel sign-ins count their sessions one after the other, and a disabling just now wins.
    const entered = await transaction
      .update(users)
      .set({ lastLogin: now() })
      .where(and(eq(users.id, user.id), eq(users.isActive, true)))
      .returning({ id: users.id });
    if (entered.length === 0) {
      await recordEvent(
        { event: "sign-in", outcome: "refused", reason: "disabled", actorId: user.id },
        origin,
        transaction,
      );
      return { ok: false, reason: "disabled" };
    }
    if (arrival.previousToken) await endSession(transaction, arrival.previousToken);
    const { address, userAgent } = origin;
    const session = await createSession(transaction, user, { method, pending, address, userAgent, remember });
    await rememberDevice(transaction, user.id, deviceToken);
    await recordEvent(
      { event: "sign-in", outcome: "done", actorId: user.id, details: { method, pending } },
      origin,
      transaction,
    );
    return { ok: true, token: session.token, sessionId: session.id, deviceToken, pending };
  });
}
