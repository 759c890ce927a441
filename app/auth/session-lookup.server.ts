import DataLoader from "dataloader";
import { eq, getTableColumns, sql } from "drizzle-orm";

import { accessVersion, memberships } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { sessions, type Session } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { randomToken } from "./secrets.server.ts";

/** Everything a request needs to know about who is asking, as the database has it at this moment. */
export type FoundSession = { session: Session; user: User; roleIds: string[]; accessVersion: number };

/**
 * Finds a session by its id, with the person, their role ids and the version of the access rules; null when there is none.
 * Look-ups that arrive in one turn of the event loop share one prepared statement, and nothing is kept afterwards:
 * whatever was revoked is gone at the next request, in every process.
 */
export const lookUpSession = (id: string): Promise<FoundSession | null> => loader.load(id);

const loader = new DataLoader<string, FoundSession | null>(findAll, {
  cache: false,
  maxBatchSize: 500,
  batchScheduleFn: (run) => void setImmediate(run),
});

// The name is new each time this file is evaluated: a connection from before a change in development knows the old text.
const statement = db
  .select({
    session: getTableColumns(sessions),
    user: getTableColumns(users),
    roleIds: sql<
      string[]
    >`array(select ${memberships.roleId} from ${memberships} where ${memberships.userId} = ${users.id})`,
    accessVersion: sql<number>`(select ${accessVersion.version} from ${accessVersion})`.mapWith(Number),
  })
  .from(sessions)
  .innerJoin(users, eq(users.id, sessions.userId))
  .where(sql`${sessions.id} = any(${sql.placeholder("ids")}::text[])`)
  .prepare(`session_lookup_${randomToken(6)}`);

async function findAll(ids: readonly string[]): Promise<(FoundSession | null)[]> {
  const found = await statement.execute({ ids: [...ids] });
  const byId = new Map(found.map((row) => [row.session.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
