import { and, eq, isNull, ne, not } from "drizzle-orm";

import type { Transaction } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import { erase } from "./erase.server.ts";
import { canonicalEmail } from "./identifiers.ts";

/**
 * Erases the account that only claims this address: registered with it, and never proven. Whoever proves the address comes first, or
 * anybody could keep its owner out by registering it (AC06); `provenBy` is an account of theirs, and stays. Such an account owns nothing:
 * it has never been past its first step; a superuser's never gives way. Gives the ids for `noteErased`, which the caller calls last.
 */
export async function giveWay(transaction: Transaction, email: string, provenBy?: string): Promise<string[]> {
  const isAnother = provenBy ? ne(users.id, provenBy) : undefined;
  const claims = await transaction
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.canonicalEmail, canonicalEmail(email)),
        isNull(users.emailVerifiedAt),
        not(users.isSuperuser),
        isAnother,
      ),
    )
    .for("update");
  const ids = claims.map(({ id }) => id);
  await erase(transaction, ids);
  return ids;
}
