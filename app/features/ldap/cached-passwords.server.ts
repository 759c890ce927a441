import { and, eq, inArray, lte, or, sql } from "drizzle-orm";

import { hashPassword, isOverlong, verifyNothing, verifyPassword } from "../../auth/passwords.server.ts";
import { findUser } from "../../auth/users.server.ts";
import { fromNow, hours, now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { violatedConstraint } from "../../db/faults.ts";
import { identities } from "../../db/identities.schema.ts";
import { users, type User } from "../../db/users.schema.ts";
import { cachedPasswords } from "./cached-passwords.schema.ts";
import type { Directory } from "./directory.ts";
import { prepared } from "./dn.ts";

const BATCH = 1_000;

/** Keeps a password that the directory has just called right, for as long as its settings say; not at all by default (C-12). */
export async function cachePassword({ cacheHours }: Directory, identityId: string, password: string): Promise<void> {
  if (cacheHours === 0 || isOverlong(password)) return;
  const kept = { passwordHash: await hashPassword(password), expiresAt: fromNow(hours(cacheHours)) };
  await db
    .insert(cachedPasswords)
    .values({ identityId, ...kept })
    .onConflictDoUpdate({ target: cachedPasswords.identityId, set: kept })
    .catch((error: unknown) => {
      // Disconnected a moment ago: there is nobody to keep it for.
      if (!violatedConstraint(error)?.startsWith("directory_passwords_")) throw error;
    });
}

/**
 * Whose password this was a while ago, for when the directory cannot be reached; one hash for everybody. Whoever is disabled here loses
 * theirs (C-12).
 */
export async function findByCachedPassword(
  directory: Directory,
  name: string,
  password: string,
): Promise<{ user: User; identityId: string } | null> {
  if (directory.cacheHours === 0) return null;
  const kept = await find(directory, name);
  if (!kept) return (await verifyNothing(password)) || null;
  const isRight = await verifyPassword(password, kept.passwordHash);
  const user = isRight ? await findUser(kept.userId) : null;
  if (user && !user.isActive) await forgetPassword(kept.identityId);
  return user?.isActive ? { user, identityId: kept.identityId } : null;
}

/** The directory has refused a password: where it is the one that was kept, it counts no more. Somebody who only guesses takes nobody's. */
export async function dropRefusedPassword(directory: Directory, name: string, password: string): Promise<void> {
  const kept = directory.cacheHours === 0 ? null : await find(directory, name);
  if (kept && (await verifyPassword(password, kept.passwordHash))) await forgetPassword(kept.identityId);
}

/** The directory knows nobody of this name any more. */
export async function dropPasswordOf(directory: Directory, name: string): Promise<void> {
  const kept = directory.cacheHours === 0 ? null : await find(directory, name);
  if (kept) await forgetPassword(kept.identityId);
}

export async function forgetPassword(identityId: string): Promise<void> {
  await db.delete(cachedPasswords).where(eq(cachedPasswords.identityId, identityId));
}

/** Removes one batch of those whose time is over, or whose owner is disabled. Called now and then by the server. */
export async function deleteExpiredPasswords(): Promise<void> {
  const over = db
    .select({ id: cachedPasswords.identityId })
    .from(cachedPasswords)
    .innerJoin(identities, eq(identities.id, cachedPasswords.identityId))
    .innerJoin(users, eq(users.id, identities.userId))
    .where(or(lte(cachedPasswords.expiresAt, now()), eq(users.isActive, false)))
    .limit(BATCH);
  await db.delete(cachedPasswords).where(inArray(cachedPasswords.identityId, over));
}

async function find({ authority }: Directory, name: string) {
  const { identityId, passwordHash, expiresAt } = cachedPasswords;
  const found = await db
    .select({ identityId, passwordHash, expiresAt, userId: identities.userId })
    .from(cachedPasswords)
    .innerJoin(identities, eq(identities.id, identityId))
    .where(and(eq(identities.authority, authority), eq(sql`${identities.profile}->>'name'`, prepared(name))));
  const [kept] = found.filter((one) => one.expiresAt > now());
  return found.length === 1 && kept ? kept : null;
}
