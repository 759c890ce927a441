import { and, desc, eq, lt } from "drizzle-orm";

import { roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { objectGrants } from "../db/object-grants.schema.ts";
import { users } from "../db/users.schema.ts";

/** Something that was shared: which row, what with it, and with whom. `holder` is a user name or the name of a role. */
export type ListedGrant = {
  id: string;
  permission: string;
  model: string;
  objectId: string;
  holder: string;
  isRole: boolean;
  createdAt: Date;
};

const PAGE = 50;

/** What was shared, newest first, a page at a time; `before` is the id of the last one seen. */
export async function listObjectGrants({ model, before }: { model?: string | undefined; before?: string | undefined }) {
  const rows = await db
    .select({ grant: objectGrants, username: users.username, role: roles.name })
    .from(objectGrants)
    .leftJoin(users, eq(users.id, objectGrants.userId))
    .leftJoin(roles, eq(roles.id, objectGrants.roleId))
    .where(
      and(
        model ? eq(objectGrants.model, model) : undefined,
        before && isId(before) ? lt(objectGrants.id, before) : undefined,
      ),
    )
    .orderBy(desc(objectGrants.id))
    .limit(PAGE + 1);
  const items = rows
    .slice(0, PAGE)
    .map(({ grant: { id, permission, model: of, objectId, createdAt }, username, role }): ListedGrant => ({
      id,
      permission,
      model: of,
      objectId,
      holder: username ?? role ?? "",
      isRole: role !== null,
      createdAt,
    }));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}
