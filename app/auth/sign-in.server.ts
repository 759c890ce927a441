import { and, eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import { users, type User } from "../db/users.schema.ts";
import { tellNewDevice } from "./account-notices.server.ts";
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
  /** Who they have just shown to be elsewhere, when they come in that way. */
  identityId?: string;
  /** What the program calls itself that signs in for them; left out for a browser. */
  client?: string;
};

export type SignInOutcome =
  | { ok: true; token: string; sessionId: string; deviceToken: string; pending: PendingStep | null }
  | { ok: false; reason: "disabled" };

/**
 * Where every way in ends: lets a person in who has just proved who they are by `method`.
 * Refuses disabled people; opens a new session, pending at the first unmet step, and ends the one this browser had (Z-01);
 * sets `last_login` (UM-11), keeps an account that was to be erased, tells the person at their proven address about a device they never used
 * before, and writes the event, all in one transaction.
 */
export async function signIn(user: User, method: SignInMethod, arrival: Arrival): Promise<SignInOutcome> {
  const pending = firstUnmetStep(user);
  const deviceToken = arrival.deviceToken ?? randomToken();
  const { origin, remember, client } = arrival;
  return db.transaction(async (transaction) => {
    if (!(await enter(transaction, user))) {
      const refused = { event: "sign-in", outcome: "refused", reason: "disabled", actorId: user.id } as const;
      await recordEvent(refused, origin, transaction);
      return { ok: false, reason: "disabled" };
    }
    if (arrival.previousToken) await endSession(transaction, arrival.previousToken);
    const { address, userAgent } = origin;
    const session = await createSession(transaction, user, {
      method,
      identityId: arrival.identityId ?? null,
      client: client ?? null,
      pending,
      address,
      userAgent,
      remember,
    });
    const isNews = await rememberDevice(transaction, user.id, client === undefined ? deviceToken : programMark(client));
    // An address that nobody has proven may be a stranger's, who must not be written to at each sign-in.
    if (isNews && user.emailVerifiedAt) await tellNewDevice(transaction, user, origin, client);
    // Not what it is called: people name programs after themselves, and nothing can be taken out of the log.
    const details = { method, pending, ...(client === undefined ? {} : { program: true }) };
    await recordEvent({ event: "sign-in", outcome: "done", actorId: user.id, details }, origin, transaction);
    if (user.erasedAfter)
      await recordEvent({ event: "account.kept", outcome: "done", actorId: user.id }, origin, transaction);
    return { ok: true, token: session.token, sessionId: session.id, deviceToken, pending };
  });
}

// What stands for a program among the devices, so that its owner is told of it once. With a space in it no cookie can carry it.
const programMark = (client: string) => `program ${client}`;

/** True for the fault of signing in by an identity that was disconnected a moment ago: it opens nothing any more. */
export const isIdentityGone = (error: unknown): boolean =>
  violatedConstraint(error) === "sessions_identity_id_identities_id_fk";

/**
 * Notes that the person comes in; false for somebody who was disabled or erased a moment ago. This also locks their row: parallel sign-ins
 * count their sessions one after the other, and an erasure waits and then finds that the account is kept.
 */
async function enter(transaction: Transaction, { id }: User): Promise<boolean> {
  const entered = await transaction
    .update(users)
    .set({ lastLogin: now(), erasedAfter: null })
    .where(and(eq(users.id, id), eq(users.isActive, true)))
    .returning({ id: users.id });
  return entered.length > 0;
}
