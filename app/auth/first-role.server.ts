import { eq, sql } from "drizzle-orm";

import { memberships, roles } from "../db/access.schema.ts";
import type { Database } from "../db/client.server.ts";

/** The role of somebody new whom nobody has promised another, when there is one of that name (RG-05). */
const FIRST_ROLE = "viewer";

/** Gives somebody new the role that everybody begins with. */
export async function giveFirstRole(transaction: Database, userId: string): Promise<void> {
  const role = transaction
    .select({ userId: sql`${userId}::uuid`.as("user_id"), roleId: roles.id })
    .from(roles)
    .where(eq(roles.name, FIRST_ROLE));
  await transaction.insert(memberships).select(role);
}
