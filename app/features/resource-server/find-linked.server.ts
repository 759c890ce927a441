import { and, eq, sql } from "drizzle-orm";

import { accessVersion, memberships } from "../../db/access.schema.ts";
import { db } from "../../db/client.server.ts";
import { identities } from "../../db/identities.schema.ts";
import { runPrepared } from "../../db/prepared.server.ts";
import { users } from "../../db/users.schema.ts";

/**
 * The person who has connected this subject of an issuer (null: nobody), with their role ids, or null; and the version of the rules: one statement. Only what
 * was connected by OpenID Connect counts: elsewhere the same two texts may name somebody else.
 */
export async function findLinked(issuer: string, subject: string | null) {
  const isTheirs = and(
    eq(identities.authority, issuer),
    subject === null ? sql`false` : eq(identities.subject, subject),
    eq(identities.kind, "openid"),
  );
  const query = db
    .select({
      user: users,
      roleIds: sql<
        string[]
      >`array(select ${memberships.roleId}::text from ${memberships} where ${memberships.userId} = ${users.id})`,
      accessVersion: accessVersion.version,
    })
    .from(accessVersion)
    .leftJoin(identities, isTheirs)
    .leftJoin(users, eq(users.id, identities.userId));
  const [found] = await runPrepared(query);
  return found ?? { user: null, roleIds: [], accessVersion: 0 };
}
