import type { Origin } from "../audit/record.server.ts";
import type { User } from "../db/users.schema.ts";
import { backends } from "./backends.server.ts";
import { CONFIRMING, forgetTries, lockSubject, returnTry, takeTry } from "./lockout.server.ts";
import { verifyNothing, verifyPassword } from "./passwords.server.ts";

type TooMany = { ok: false; reason: "limited"; retryAfter: number };
export type Confirmed = { ok: true } | { ok: false; reason: "wrong" } | TooMany;
export type ConfirmedAnywhere = Confirmed | { ok: false; reason: "unreachable" };

/**
 * Asks somebody who is signed in for their password again, the one that they have here. Tries are counted apart from those at the sign-in
 * page, and close nothing but this: whoever found an open browser cannot go on guessing, nor lock its owner out (LK-01).
 */
export const confirmPassword = (user: User, password: string): Promise<Confirmed> =>
  counted(user, async () => ((await isOwn(user, password)) ? { ok: true } : { ok: false, reason: "wrong" }));

/** The same, where the password that they have elsewhere counts as well: "unreachable" when it might be that one, and cannot be asked about. */
export const confirmAnyPassword = (user: User, password: string, origin: Origin): Promise<ConfirmedAnywhere> =>
  counted(user, async () => {
    if (await isOwn(user, password)) return { ok: true };
    const answers = [];
    for (const backend of backends) answers.push(await backend.confirms?.(user, password, origin));
    if (answers.includes("yes")) return { ok: true };
    return { ok: false, reason: answers.includes("unreachable") ? "unreachable" : "wrong" };
  });

const isOwn = ({ passwordHash }: User, password: string): Promise<boolean> =>
  passwordHash ? verifyPassword(password, passwordHash) : verifyNothing(password);

async function counted<Outcome extends ConfirmedAnywhere>(
  user: User,
  check: () => Promise<Outcome>,
): Promise<Outcome | TooMany> {
  const subject = lockSubject(CONFIRMING, user.id); // a new user name must not bring new tries
  const tried = await takeTry(subject);
  if (!tried.allowed) return { ok: false, reason: "limited", retryAfter: tried.retryAfter };
  try {
    const outcome = await check();
    if (outcome.ok) await forgetTries(subject);
    return outcome;
  } catch (error) {
    await returnTry(subject).catch(() => undefined); // the fault that is already on its way tells the story
    throw error;
  }
}
