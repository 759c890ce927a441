import { asc, sql } from "drizzle-orm";

import type { Transaction } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";

/**
 * True when without this person nobody could run the place any more: they are the only superuser whose account is in use (UM-16). Locks all
 * superusers, so that of two who go at once the second finds that it is the last; call it before any other person's row is locked.
 */
export async function isLastSuperuser(transaction: Transaction, userId: string): Promise<boolean> {
  const superusers = await transaction
    .select({ id: users.id, isInUse: sql<boolean>`${users.isActive} and ${users.erasedAfter} is null` })
    .from(users)
    .where(sql`${users.isSuperuser}`)
    .orderBy(asc(users.id))
    .for("update");
  const inUse = superusers.filter((one) => one.isInUse);
  return inUse.length === 1 && inUse[0]?.id === userId;
}
