import { eq } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { users, type User } from "../db/users.schema.ts";
import { tellPasswordChanged, type KnownOrigin } from "./account-notices.server.ts";
import { confirmPassword, type Confirmed } from "./confirm-password.server.ts";
import { revokeOneTimeTokens } from "./one-time-tokens.server.ts";
import type { PasswordFlaw } from "./password-flaw.ts";
import { findPasswordFlaws } from "./password-policy.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { hashToken } from "./secrets.server.ts";
import { renewSession, revokeOtherSessions, type RenewedSession } from "./sessions.server.ts";
import { findUser } from "./users.server.ts";

export type PasswordChange = { userId: string; sessionId: string; currentPassword: string; password: string };
export type PasswordChangeOutcome =
  | ({ ok: true } & RenewedSession)
  | { ok: false; reason: "current" }
  | { ok: false; reason: "signed-out" }
  | { ok: false; reason: "limited"; retryAfter: number }
  | { ok: false; reason: "password"; flaws: PasswordFlaw[] };

/**
 * Gives a person a new password, after the one they have (PW16). Every other session ends, this one gets a new token, which the caller puts
 * into the cookie (PW17), and links for a reset or another address end too (AC02).
 */
export async function changePassword(
  { userId, sessionId, currentPassword, password }: PasswordChange,
  origin: KnownOrigin,
): Promise<PasswordChangeOutcome> {
  const user = await findUser(userId);
  if (!user) return { ok: false, reason: "signed-out" };
  const flaws = await findPasswordFlaws(password, user);
  if (flaws.length > 0) return { ok: false, reason: "password", flaws };
  const confirmed = await confirmPassword(user, currentPassword);
  if (!confirmed.ok) return refuse(confirmed, userId, origin);
  const passwordHash = await hashPassword(password);
  return db.transaction((transaction) => change(transaction, { user, sessionId, passwordHash }, origin));
}

type Change = { user: User; sessionId: string; passwordHash: string };

async function change(
  transaction: Transaction,
  { user, sessionId, passwordHash }: Change,
  origin: KnownOrigin,
): Promise<PasswordChangeOutcome> {
  // Of two changes at once, or a change and a reset, the second finds that the password it was shown is an old one.
  const [row] = await transaction.select().from(users).where(eq(users.id, user.id)).for("update");
  if (row?.passwordHash !== user.passwordHash) return { ok: false, reason: "current" };
  const renewed = await renewSession(transaction, sessionId, { passwordHash });
  if (!renewed) return { ok: false, reason: "signed-out" };
  await transaction.update(users).set({ passwordHash }).where(eq(users.id, user.id));
  await revokeOtherSessions(transaction, user.id, hashToken(renewed.token));
  // A change of address that a thief has asked for must not outlive the password they knew.
  await revokeOneTimeTokens(transaction, user.id, ["reset-password", "change-email"]);
  await tellPasswordChanged(transaction, { ...user, passwordHash }, origin);
  await recordEvent({ event: "password.changed", outcome: "done", actorId: user.id }, origin, transaction);
  return { ok: true, ...renewed };
}

async function refuse(
  refused: Exclude<Confirmed, { ok: true }>,
  actorId: string,
  origin: KnownOrigin,
): Promise<PasswordChangeOutcome> {
  const reason = refused.reason === "limited" ? "locked" : "wrong-password";
  await recordEvent({ event: "password.changed", outcome: "refused", reason, actorId }, origin);
  return refused.reason === "limited" ? refused : { ok: false, reason: "current" };
}
