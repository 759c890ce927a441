import { eq } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import { tellPasswordChanged, type KnownOrigin } from "./account-notices.server.ts";
import { confirmPassword } from "./confirm-password.server.ts";
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
  | { ok: false; reason: "limited"; retryAfter: number }
  | { ok: false; reason: "password"; flaws: PasswordFlaw[] };

/**
 * Gives a person a new password, after the one they have. Every other session ends, this one gets a new token, which the caller puts into
 * the cookie, and links for a reset end too (AC02).
 */
export async function changePassword(
  { userId, sessionId, currentPassword, password }: PasswordChange,
  origin: KnownOrigin,
): Promise<PasswordChangeOutcome> {
  const user = await findUser(userId);
  if (!user) return { ok: false, reason: "current" };
  const flaws = findPasswordFlaws(password, user);
  if (flaws.length > 0) return { ok: false, reason: "password", flaws };
  const confirmed = await confirmPassword(user, currentPassword);
  if (!confirmed.ok) return confirmed.reason === "limited" ? confirmed : { ok: false, reason: "current" };
  const passwordHash = await hashPassword(password);
  return db.transaction(async (transaction) => {
    await transaction.update(users).set({ passwordHash }).where(eq(users.id, userId));
    const renewed = await renewSession(transaction, sessionId, { passwordHash });
    if (!renewed) throw new Error("the session ended while its password was changed");
    await revokeOtherSessions(transaction, userId, hashToken(renewed.token));
    await revokeOneTimeTokens(transaction, userId, ["reset-password"]);
    await tellPasswordChanged(transaction, user, origin);
    await recordEvent({ event: "password.changed", outcome: "done", actorId: userId }, origin, transaction);
    return { ok: true, ...renewed };
  });
}
