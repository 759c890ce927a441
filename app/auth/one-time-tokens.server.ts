import { and, asc, eq, gt, inArray, lte } from "drizzle-orm";

import { days, fromNow, hours, minutes, now } from "../clock.ts";
import { db, type Database } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import { oneTimeTokens, type OneTimeToken, type TokenPurpose } from "../db/one-time-tokens.schema.ts";
import type { User } from "../db/users.schema.ts";
import { hashToken, randomToken } from "./secrets.server.ts";
import { stampFits, stampSession } from "./session-auth-hash.server.ts";
import { lockPeople } from "./users.server.ts";

const BATCH = 1_000;

/** How long each link works, and whether only the newest one does (AC01, AC02). */
const rules: Record<TokenPurpose, { life: number; onlyNewest: boolean }> = {
  "verify-email": { life: days(1), onlyNewest: true },
  "reset-password": { life: minutes(30), onlyNewest: true },
  "change-email": { life: hours(1), onlyNewest: true },
  "undo-email": { life: days(7), onlyNewest: false },
  "not-me": { life: days(7), onlyNewest: false },
};

/**
 * Makes a token for a link in a mail to `email`: 256 random bits, of which only the hash is kept (RM-02, AC01). It holds once, for as
 * long as its purpose allows, and a reset only until the password changes.
 */
export async function createOneTimeToken(
  database: Database,
  purpose: TokenPurpose,
  user: Pick<User, "id" | "passwordHash">,
  email: string,
): Promise<string> {
  const { life, onlyNewest } = rules[purpose];
  await lockPeople(database, [user.id]); // or two who ask at once would leave two links
  if (onlyNewest) await revokeOneTimeTokens(database, user.id, [purpose]);
  const token = randomToken();
  await database.insert(oneTimeTokens).values({
    purpose,
    tokenHash: hashToken(token),
    userId: user.id,
    email,
    stamp: purpose === "reset-password" ? stampSession(user.passwordHash) : "",
    expiresAt: fromNow(life),
  });
  return token;
}

/** Does the work of making a token for nobody, where the time that an answer takes would tell who has an account (PW05). */
export async function createNoToken(database: Database, purpose: TokenPurpose): Promise<void> {
  const nobody = newId();
  await lockPeople(database, [nobody]);
  await revokeOneTimeTokens(database, nobody, [purpose]);
  const none = database.select().from(oneTimeTokens).where(eq(oneTimeTokens.userId, nobody));
  await database.insert(oneTimeTokens).select(none);
}

/** The living token behind a link, to show its page: looking uses nothing up, since mail scanners look too (AC11). */
export async function findOneTimeToken(
  purposes: readonly TokenPurpose[],
  token: string | null,
): Promise<OneTimeToken | null> {
  if (!token) return null;
  const [found] = await db.select().from(oneTimeTokens).where(living(purposes, token)).limit(1);
  return found ?? null;
}

/** The oldest living link by which the same mailbox may say that it was not them. */
export async function findOldestNotice(
  database: Database,
  { userId, email }: Pick<OneTimeToken, "userId" | "email">,
): Promise<OneTimeToken | null> {
  const isNotice = inArray(oneTimeTokens.purpose, ["not-me", "undo-email"]);
  const isTheirs = and(eq(oneTimeTokens.userId, userId), eq(oneTimeTokens.email, email));
  const [found] = await database
    .select()
    .from(oneTimeTokens)
    .where(and(isTheirs, isNotice, gt(oneTimeTokens.expiresAt, now())))
    .orderBy(asc(oneTimeTokens.id))
    .limit(1);
  return found ?? null;
}

/** Uses a token up: of ten uses at once, one gets it and the others get null. */
export async function consumeOneTimeToken(
  database: Database,
  purposes: readonly TokenPurpose[],
  token: string,
): Promise<OneTimeToken | null> {
  const owner = database.select({ id: oneTimeTokens.userId }).from(oneTimeTokens).where(living(purposes, token));
  await lockPeople(database, owner);
  const [consumed] = await database.delete(oneTimeTokens).where(living(purposes, token)).returning();
  return consumed ?? null;
}

/** True while the password is still the one it was when the token was made. */
export const isBoundTo = (token: OneTimeToken, user: Pick<User, "passwordHash">): boolean =>
  token.stamp === "" || stampFits(token.stamp, user.passwordHash);

/** Ends this person's links for these purposes. */
export async function revokeOneTimeTokens(
  database: Database,
  userId: string,
  purposes: readonly TokenPurpose[],
): Promise<void> {
  await database
    .delete(oneTimeTokens)
    .where(and(eq(oneTimeTokens.userId, userId), inArray(oneTimeTokens.purpose, [...purposes])));
}

/** Ends every link to this person's account that was made after `token`: whoever has taken an account over has links of their own by now. */
export async function revokeLaterOneTimeTokens(database: Database, { id, userId }: OneTimeToken): Promise<void> {
  await database.delete(oneTimeTokens).where(and(eq(oneTimeTokens.userId, userId), gt(oneTimeTokens.id, id)));
}

/** Removes one batch of tokens whose time is over. Called now and then by the server. */
export async function deleteExpiredOneTimeTokens(): Promise<void> {
  const expired = db
    .select({ id: oneTimeTokens.id })
    .from(oneTimeTokens)
    .where(lte(oneTimeTokens.expiresAt, now()))
    .limit(BATCH)
    .for("update", { skipLocked: true }); // it keeps no order, so it must wait for nobody
  await db.delete(oneTimeTokens).where(inArray(oneTimeTokens.id, expired));
}

const living = (purposes: readonly TokenPurpose[], token: string) =>
  and(
    eq(oneTimeTokens.tokenHash, hashToken(token)),
    inArray(oneTimeTokens.purpose, [...purposes]),
    gt(oneTimeTokens.expiresAt, now()),
  );
