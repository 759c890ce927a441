import { eq } from "drizzle-orm";

import { users } from "../db/users.schema.ts";
import { accountClosedMail } from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import { changed, refused, type Change } from "./change-person.server.ts";
import { closeAccount } from "./delete-account.server.ts";
import { greetingName } from "./identifiers.ts";
import { endSessionsOf } from "./sessions.server.ts";

/** Shuts a person out: every session ends, and nobody signs in with the account until it is enabled again (UM-10). */
export const disable: Change = async (transaction, { user, isLast }, { principal }) => {
  if (user.id === principal.userId) return refused("yourself");
  if (isLast) return refused("last-superuser");
  if (!user.isActive) return changed();
  await transaction.update(users).set({ isActive: false }).where(eq(users.id, user.id));
  const ended = await endSessionsOf(transaction, user.id);
  return changed({ event: "person.disabled", details: { ended } });
};

/** Lets a person in again, and keeps an account that an administrator has deleted. */
export const enable: Change = async (transaction, { user }) => {
  if (user.isActive) return changed();
  await transaction.update(users).set({ isActive: true, erasedAfter: null }).where(eq(users.id, user.id));
  return changed({ event: "person.enabled" });
};

/**
 * Deletes an account (UM-16): nobody signs in with it any more, and it is erased when its days of grace are over. Unlike after a deletion
 * by its owner, signing in does not keep it; `enable` does. The person is told by mail.
 */
export const deletePerson: Change = async (transaction, { user, isLast }, { principal }) => {
  if (user.id === principal.userId) return refused("yourself");
  if (isLast) return refused("last-superuser");
  if (user.erasedAfter && !user.isActive) return changed();
  await transaction.update(users).set({ isActive: false }).where(eq(users.id, user.id));
  const closed = await closeAccount(transaction, user.id);
  if (closed) {
    const about = { name: greetingName(user), on: closed.erasedAfter };
    await queueMail(transaction, "account-closed", accountClosedMail(user.email, about));
  }
  return changed({ event: "person.deleted" });
};
