import { and, eq, isNull, lte, type SQL } from "drizzle-orm";

import { days, fromNow, now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import { erase, noteErased } from "./erase.server.ts";

const BATCH = 50;
const PROVEN_WITHIN = days(7);

/** Erases one batch of accounts whose owners deleted them and whose time is over. Called now and then by the server. */
export async function eraseDueAccounts(): Promise<void> {
  await eraseBatch(lte(users.erasedAfter, now()));
}

/**
 * Erases the accounts that have proved no address within a week: they own nothing, and only keep a name and an address from others. Never
 * staff nor superusers, who may have been made by somebody else. Called now and then by the server.
 */
export async function eraseUnprovenAccounts(): Promise<void> {
  const isOld = lte(users.createdAt, fromNow(-PROVEN_WITHIN));
  const isNobodys = and(eq(users.isStaff, false), eq(users.isSuperuser, false));
  while ((await eraseBatch(and(isNull(users.emailVerifiedAt), isOld, isNobodys))) === BATCH);
}

/** Says how many it erased. Two processes at once take different people. */
function eraseBatch(which: SQL | undefined): Promise<number> {
  return db.transaction(async (transaction) => {
    const due = await transaction
      .select({ id: users.id })
      .from(users)
      .where(which)
      .limit(BATCH)
      .for("update", { skipLocked: true }); // whoever is just signing in keeps their account
    const ids = due.map(({ id }) => id);
    await erase(transaction, ids);
    await noteErased(transaction, ids);
    return ids.length;
  });
}
