import { recordEvent, type Origin } from "../audit/record.server.ts";
import type { AuditReason } from "../audit/events.ts";
import { networkOf } from "../addresses.ts";
import { minutes } from "../clock.ts";
import { isDatabaseFault } from "../db/faults.ts";
import type { User } from "../db/users.schema.ts";
import { env } from "../env.server.ts";
import { log } from "../log.server.ts";
import type { AuthBackend, BackendAnswer, Credentials, Trying } from "./backend.ts";
import { backends as configured } from "./backends.server.ts";
import { countOne, returnOne, type Counted, type TooMany } from "./counters.server.ts";
import { findKnownDevice } from "./devices.server.ts";
import type { Arrived, IdentityRefusal } from "./identities.server.ts";
import { isHasherBusy } from "./hash-queue.server.ts";
import { forgetTries, lockSubject, returnTry, takeTry } from "./lockout.server.ts";
import type { SignInMethod } from "../db/sessions.schema.ts";
import { isOverlong } from "./passwords.server.ts";
import { findByIdentifier, passwordNeedsRehash, rehashPassword } from "./users.server.ts";

const FROM_ADDRESS = "sign-in from address";
const TRIES_PER_ADDRESS = { most: 100, window: minutes(15) };

export type Attempt = Credentials & { deviceToken: string | null; origin: Trying["origin"] };

export type Authenticated =
  | { ok: true; user: User; method: SignInMethod; identityId?: string }
  | { ok: false; reason: "invalid" | "unreachable" }
  | { ok: false; reason: "unconnected"; because: IdentityRefusal; arrived: Arrived }
  | { ok: false; reason: "limited"; retryAfter: number };

/**
 * Finds out whose password this is. Says "invalid" for everything that did not match, whatever the cause (LG-02, LG-03);
 * "limited" after too many tries from one address or at one account, the same for accounts that do not exist (LK13); "unreachable" in
 * place of every "invalid" while a backend could not be asked, so that it tells nothing about who exists; "unconnected" only to whoever has
 * shown elsewhere who they are. Tries are counted before any backend is asked (LD16).
 * The exact reason goes to the audit log. Rejects only for faults: no database, hasher busy.
 */
export async function authenticate(
  attempt: Attempt,
  backends: readonly AuthBackend[] = configured,
): Promise<Authenticated> {
  const { identifier, password, deviceToken, origin } = attempt;
  const fromAddress = await countAddress(origin.address);
  if (!fromAddress.allowed) return limit("too-many-tries", fromAddress, networkOf(origin.address), origin);
  // Nobody has such a password, and a megabyte of it costs nothing (PW01, PW08).
  if (identifier === "" || password.trim() === "" || isOverlong(password)) return refuse(attempt);
  const deviceId = await findKnownDevice(deviceToken, identifier);
  const subject = lockSubject(deviceId, identifier);
  const tried = await takeTry(subject);
  if (!tried.allowed) return limit("locked", tried, subject, origin);
  const found = await askInTurn(backends, { identifier, password }, { origin, deviceId }).catch((error) =>
    giveBack(subject, origin.address, error),
  );
  if (!found.answer) return refuse(attempt);
  if (found.answer.is === "unreachable") return refuse(attempt, "unreachable");
  await settleTries(subject, identifier, found);
  if (found.answer.is === "unconnected") return turnAway(found.answer, origin);
  const { answer, method } = found;
  const user = method === "password" ? await renewHash(answer.user, attempt) : answer.user;
  return user ? { ...answer, ok: true, user, method } : refuse(attempt);
}

/** Forgets the tries of somebody who has come in. Whose name elsewhere is another's here gets back the one: the others were at that account. */
async function settleTries(subject: string, identifier: string, { answer, method }: Asked): Promise<void> {
  const named = method === "password" ? null : await findByIdentifier(identifier);
  const isTheirs = !named || (answer?.is === "somebody" && answer.user.id === named.id);
  await (isTheirs ? forgetTries(subject) : returnTry(subject));
}

async function countAddress(address: string): Promise<Counted> {
  if (env.ADDRESS_LIMITS === "off") return { allowed: true };
  return countOne(FROM_ADDRESS, networkOf(address), TRIES_PER_ADDRESS);
}

async function renewHash(user: User, { password, origin }: Attempt): Promise<User | null> {
  if (!passwordNeedsRehash(user)) return user;
  try {
    return await rehashPassword(user, password, origin);
  } catch (error) {
    if (isHasherBusy(error)) return user; // the password was right; the next sign-in will renew it
    throw error;
  }
}

async function giveBack(subject: string, address: string, fault: unknown): Promise<never> {
  // The fault that is already on its way tells the story.
  await Promise.all([returnTry(subject), returnOne(FROM_ADDRESS, networkOf(address))]).catch(() => undefined);
  throw fault;
}

type Asked = { answer: BackendAnswer; method: SignInMethod };

/** The first answer that settles it; else that somebody could not be asked, if so. */
async function askInTurn(backends: readonly AuthBackend[], credentials: Credentials, trying: Trying): Promise<Asked> {
  let last: Asked = { answer: null, method: "password" };
  for (const { name, method, authenticate: ask } of backends) {
    try {
      const answer = await ask(credentials, trying);
      if (answer) last = { answer, method };
      if (answer && answer.is !== "unreachable") return last;
    } catch (error) {
      if (isDatabaseFault(error) || isHasherBusy(error)) throw error;
      log.error({ err: error, backend: name }, "a password backend failed; the next one is asked");
    }
  }
  return last;
}

async function refuse({ identifier, origin }: Attempt, said: "invalid" | "unreachable" = "invalid") {
  // Looked up for known and unknown people alike, so that the audit row's precision costs both the same (PW02).
  const user = await findByIdentifier(identifier);
  const exactly = !user ? "unknown-user" : user.passwordHash ? "wrong-password" : "no-password";
  const reason = said === "unreachable" ? said : exactly;
  await recordEvent({ event: "sign-in", outcome: "refused", reason, targetId: user?.id ?? null }, origin);
  return { ok: false, reason: said } as const;
}

type Unconnected = Extract<BackendAnswer, { is: "unconnected" }>;

async function turnAway({ reason, arrived }: Unconnected, origin: Origin): Promise<Authenticated> {
  const details = { connection: arrived.connection.name };
  await recordEvent({ event: "sign-in", outcome: "refused", reason, details }, origin);
  return { ok: false, reason: "unconnected", because: reason, arrived };
}

async function limit(reason: AuditReason, counted: TooMany, subject: string, origin: Origin): Promise<Authenticated> {
  // Once a window: whoever goes on trying must not fill the log, which can never be emptied.
  const news = await countOne(`told that ${reason}`, subject, { most: 1, window: minutes(15) });
  if (news.allowed) await recordEvent({ event: "sign-in", outcome: "refused", reason }, origin);
  return { ok: false, reason: "limited", retryAfter: counted.retryAfter };
}
