import { eq } from "drizzle-orm";

import type { SignedIn } from "../../access/principal.ts";
import type { Transaction } from "../../db/client.server.ts";
import { sessions } from "../../db/sessions.schema.ts";
import { users, type User } from "../../db/users.schema.ts";

/**
 * Locks whoever asks until the transaction ends, before any key of theirs (see `lockPeople`). Null once they are disabled or this session is over: what
 * a thief has asked for must not come into being after the owner has said that it was not them.
 */
export async function lockOwner(transaction: Transaction, { userId, session }: SignedIn): Promise<User | null> {
  const [owner] = await transaction.select().from(users).where(eq(users.id, userId)).for("update");
  if (!owner?.isActive || !session) return null;
  const isThisOne = eq(sessions.id, session.id);
  const [living] = await transaction.select({ id: sessions.id }).from(sessions).where(isThisOne);
  return living ? owner : null;
}
