import type { User } from "../db/users.schema.ts";
import { CONFIRMING, forgetTries, lockSubject, returnTry, takeTry } from "./lockout.server.ts";
import { verifyNothing, verifyPassword } from "./passwords.server.ts";

export type Confirmed =
  { ok: true } | { ok: false; reason: "wrong" } | { ok: false; reason: "limited"; retryAfter: number };

/**
 * Asks somebody who is signed in for their password again. Tries are counted apart from those at the sign-in page, and close nothing but
 * this: whoever found an open browser cannot go on guessing, nor lock its owner out (LK-01).
 */
export async function confirmPassword(user: User, password: string): Promise<Confirmed> {
  const subject = lockSubject(CONFIRMING, user.id); // a new user name must not bring new tries
  const tried = await takeTry(subject);
  if (!tried.allowed) return { ok: false, reason: "limited", retryAfter: tried.retryAfter };
  try {
    const isRight = user.passwordHash
      ? await verifyPassword(password, user.passwordHash)
      : await verifyNothing(password);
    if (!isRight) return { ok: false, reason: "wrong" };
  } catch (error) {
    await returnTry(subject).catch(() => undefined); // the fault that is already on its way tells the story
    throw error;
  }
  await forgetTries(subject);
  return { ok: true };
}
