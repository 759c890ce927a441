import { eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import { users, type User } from "../db/users.schema.ts";
import { flawsOf, namesShape, type FieldFlaws, type Names } from "./account-fields.ts";
import { askForName } from "./asked-names.server.ts";
import { canonicalUsername } from "./identifiers.ts";
import { findUser } from "./users.server.ts";

export type Profile = Names;
export type ProfileOutcome =
  | { ok: true }
  | { ok: false; reason: "fields"; fields: FieldFlaws<keyof Profile> }
  | { ok: false; reason: "username-taken" };

/**
 * Changes a person's names. Two people who take one user name at once: the unique index decides. A name that somebody has just asked for
 * counts as taken here too.
 */
export async function changeProfile(userId: string, given: Profile, origin: Origin): Promise<ProfileOutcome> {
  const parsed = namesShape.safeParse(given);
  if (!parsed.success) return { ok: false, reason: "fields", fields: flawsOf<keyof Profile>(parsed.error) };
  try {
    return await db.transaction((transaction) => change(transaction, userId, parsed.data, origin));
  } catch (error) {
    if (violatedConstraint(error) === "users_username_unique") return { ok: false, reason: "username-taken" };
    throw error;
  }
}

async function change(
  transaction: Transaction,
  userId: string,
  names: Profile,
  origin: Origin,
): Promise<ProfileOutcome> {
  const user = await findUser(userId, transaction);
  if (user && !(await setNames(transaction, user, names))) return { ok: false, reason: "username-taken" };
  await recordEvent({ event: "account.changed", outcome: "done", actorId: userId }, origin, transaction);
  return { ok: true };
}

/**
 * Gives a person other names; false when the user name is asked for by somebody else just now. When somebody has it, the unique index
 * `users_username_unique` ends the transaction.
 */
export async function setNames(transaction: Transaction, user: User, names: Profile): Promise<boolean> {
  const name = canonicalUsername(names.username);
  if (name !== user.canonicalUsername && !(await askForName(transaction, names.username))) return false;
  await transaction
    .update(users)
    .set({ ...names, canonicalUsername: name })
    .where(eq(users.id, user.id));
  return true;
}
