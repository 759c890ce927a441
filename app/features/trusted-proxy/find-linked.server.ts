import { and, eq, sql } from "drizzle-orm";

import { db } from "../../db/client.server.ts";
import { identities } from "../../db/identities.schema.ts";
import { runPrepared } from "../../db/prepared.server.ts";
import { users } from "../../db/users.schema.ts";
import { AUTHORITY } from "./assertion.ts";

/** The active person to whom this name at the proxy is connected, with their role ids and the version of the rules: one statement. Or null. */
export async function findLinked(subject: string) {
  const isTheirs = and(eq(identities.authority, AUTHORITY), eq(identities.subject, subject), eq(users.isActive, true));
  const query = db
    .select({
      user: users,
      roleIds: sql<string[]>`array(select m.role_id::text from auth.memberships m where m.user_id = ${users.id})`,
      accessVersion: sql<number>`(select version::int from auth.access_version)`,
    })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(isTheirs);
  const [found] = await runPrepared(query);
  return found ?? null;
}
