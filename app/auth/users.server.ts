import { and, eq, inArray, isNull, type SQL, type SQLWrapper } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db, type Database } from "../db/client.server.ts";
import { users, type User } from "../db/users.schema.ts";
import { canonicalEmail, canonicalUsername, isEmail } from "./identifiers.ts";
import { hashPassword, needsRehash, verifyPassword } from "./passwords.server.ts";
import { restampSessions } from "./sessions.server.ts";

export type NewUser = {
  id?: string;
  username: string;
  email: string;
  passwordHash?: string | null;
  emailVerifiedAt?: Date | null;
} & Partial<Pick<User, "firstName" | "lastName" | "isActive" | "isStaff" | "isSuperuser">>;

/** Adds a person: active, neither staff nor superuser unless said (UM-02). Without a password hash they can only come in another way. */
export async function createUser(database: Database, details: NewUser): Promise<User> {
  const [user] = await database
    .insert(users)
    .values({
      ...details,
      canonicalUsername: canonicalUsername(details.username),
      canonicalEmail: canonicalEmail(details.email),
    })
    .returning();
  if (!user) throw new Error("the new person was not stored");
  return user;
}

/** The person with this user name, in any spelling of it, or null (UM-12). */
export const findByUsername = (username: string, database: Database = db): Promise<User | null> =>
  findOne(eq(users.canonicalUsername, canonicalUsername(username)), database);

/** The person with this e-mail address, in any spelling of it, or null (UM-12). */
export const findByEmail = (email: string, database: Database = db): Promise<User | null> =>
  findOne(eq(users.canonicalEmail, canonicalEmail(email)), database);

/** The person that an identifier from a sign-in form names: by address when it has an `@`, by user name otherwise. */
export const findByIdentifier = (identifier: string): Promise<User | null> =>
  isEmail(identifier) ? findByEmail(identifier) : findByUsername(identifier);

/** The person with this id, or null. */
export const findUser = (id: string, database: Database = db): Promise<User | null> =>
  findOne(eq(users.id, id), database);

/**
 * Locks these people until the transaction ends. Every transaction takes the person first, then their links, then their sessions, and the
 * audit log last; so two of them never wait for each other for ever.
 */
export async function lockPeople(database: Database, ids: string[] | SQLWrapper): Promise<void> {
  await database.select({ id: users.id }).from(users).where(inArray(users.id, ids)).for("update");
}

/** Gives a person a new password. Their sessions end, because the hash they were stamped with is gone (SH-05, PW-09). */
export async function setPassword(database: Database, userId: string, raw: string): Promise<void> {
  await database
    .update(users)
    .set({ passwordHash: await hashPassword(raw) })
    .where(eq(users.id, userId));
}

/** True when `raw` is this person's password (PW-09). */
export const checkPassword = (user: User, raw: string): Promise<boolean> => verifyPassword(raw, user.passwordHash);

/** True when the stored hash was not made the way new ones are (PW-09). */
export const passwordNeedsRehash = (user: User): boolean =>
  user.passwordHash !== null && needsRehash(user.passwordHash);

/**
 * Replaces an outdated hash after `raw` was found to be right, keeping the person's sessions alive (PW-08, C-19).
 * Two sign-ins at once leave one valid hash: only the one that still finds the old hash replaces it (PW14). When another password
 * came in between, `raw` is an old one by now: null.
 */
export async function rehashPassword(user: User, raw: string, origin: Origin): Promise<User | null> {
  const passwordHash = await hashPassword(raw);
  const before = user.passwordHash === null ? isNull(users.passwordHash) : eq(users.passwordHash, user.passwordHash);
  const changed = await db.transaction(async (transaction) => {
    const [row] = await transaction
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, user.id), before))
      .returning();
    if (!row) return null;
    await restampSessions(transaction, user.id, passwordHash);
    await recordEvent({ event: "password.rehashed", outcome: "done", actorId: user.id }, origin, transaction);
    return row;
  });
  if (changed) return changed;
  const current = await findUser(user.id);
  return current && (await checkPassword(current, raw)) ? current : null;
}

async function findOne(condition: SQL, database: Database = db): Promise<User | null> {
  const [user] = await database.select().from(users).where(condition).limit(1);
  return user ?? null;
}
