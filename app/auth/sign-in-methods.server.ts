import { asc, eq } from "drizzle-orm";

import { db } from "../db/client.server.ts";
import { identities } from "../db/identities.schema.ts";
import { users } from "../db/users.schema.ts";

/** One place elsewhere that opens a person's account. */
export type LinkedIdentity = {
  id: string;
  connection: string;
  email: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** All the ways into a person's account. */
export type SignInMethods = { hasPassword: boolean; identities: LinkedIdentity[] };

/** The ways into a person's account, the oldest connection first. */
export async function listSignInMethods(userId: string): Promise<SignInMethods> {
  const { id, connection, email, createdAt, lastUsedAt } = identities;
  const [[user], linked] = await Promise.all([
    db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId)),
    db
      .select({ id, connection, email, createdAt, lastUsedAt })
      .from(identities)
      .where(eq(identities.userId, userId))
      .orderBy(asc(id)),
  ]);
  return { hasPassword: Boolean(user?.passwordHash), identities: linked };
}
