import { and, eq, or, sql, type SQL } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { db, type Database } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { objectGrants, type ObjectGrant } from "../db/object-grants.schema.ts";
import type { AnyModel, Subject } from "./model.server.ts";
import type { Permission } from "./permissions.ts";
import type { Caller } from "./principal.ts";
import { asIdOf } from "./row-id.ts";
import type { Change } from "./roles.server.ts";

/** Who is given a permission for one row: a person, or a role and whoever has it. */
export type Holder = { userId: string } | { roleId: string };

/** Gives a permission for one row. The same again changes nothing (OP-01, OP-02). */
export async function grantObject(
  { model, row }: Subject,
  permission: Permission,
  holder: Holder,
  change: Change,
  database: Database = db,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [added] = await transaction
      .insert(objectGrants)
      .values({ permission, model: model.name, objectId: String(row.id), ...holder })
      .onConflictDoNothing()
      .returning();
    if (!added) return;
    const details = detailsOf(added);
    await recordEvent(
      { event: "object.shared", outcome: "done", actorId: change.actorId, targetId: added.userId, details },
      change.origin,
      transaction,
    );
  });
}

/** Takes a permission for one row back, from the next request on. `within` keeps it to one row. */
export async function revokeObjectGrant(id: string, change: Change, within?: Subject): Promise<void> {
  if (!isId(id)) return;
  await db.transaction(async (transaction) => {
    const [gone] = await transaction
      .delete(objectGrants)
      .where(and(eq(objectGrants.id, id), within && isAbout(within)))
      .returning();
    if (!gone) return;
    const details = detailsOf(gone);
    await recordEvent(
      { event: "object.unshared", outcome: "done", actorId: change.actorId, targetId: gone.userId, details },
      change.origin,
      transaction,
    );
  });
}

/** True when the principal, or a role of theirs, was given this permission for this row (OP-03). */
export async function holdsObjectGrant(principal: Caller, permission: Permission, subject: Subject): Promise<boolean> {
  return (await findObjectGrants(subject, permission, principal)).length > 0;
}

/** The grants of this permission for this row that the principal holds: their own and those of their roles. */
export const findObjectGrants = (subject: Subject, permission: Permission, principal: Caller): Promise<ObjectGrant[]> =>
  db
    .select()
    .from(objectGrants)
    .where(and(isAbout(subject), eq(objectGrants.permission, permission), isHeldBy(principal)));

/** The ids of all roles with which this row was shared for this permission. */
export async function findRolesSharedWith(subject: Subject, permission: Permission): Promise<string[]> {
  const rows = await db
    .select({ roleId: objectGrants.roleId })
    .from(objectGrants)
    .where(and(isAbout(subject), eq(objectGrants.permission, permission)));
  return rows.flatMap(({ roleId }) => roleId ?? []);
}

/** The rows of a model for which the principal, or a role of theirs, was given this permission, as a condition on its table (OP-07). */
export function hasObjectGrant(principal: Caller, permission: Permission, model: AnyModel): SQL {
  const about = and(eq(objectGrants.model, model.name), eq(objectGrants.permission, permission));
  // One after the other, each is answered by its index alone; asked together they would be looked up in the table, row by row.
  const given = holdersOf(principal).map(
    (held) =>
      sql`select ${asIdOf(model.table.id, objectGrants.objectId)} from ${objectGrants} where ${and(held, about)}`,
  );
  return sql`${model.table.id} = any(array(${sql.join(given, sql` union all `)}))`;
}

const isAbout = ({ model, row }: Subject) =>
  and(eq(objectGrants.model, model.name), eq(objectGrants.objectId, String(row.id)));

const isHeldBy = (principal: Caller) => or(...holdersOf(principal));

// A list as one value that the planner does not look into: one statement and one plan, however many roles somebody has.
const holdersOf = ({ userId, roleIds }: Caller) => [
  eq(objectGrants.userId, userId),
  sql`${objectGrants.roleId} = any(array(select unnest(${sql.param(roleIds)}::uuid[])))`,
];

const detailsOf = ({ permission, model, objectId, roleId }: ObjectGrant) => ({
  permission,
  model,
  objectId,
  ...(roleId ? { roleId } : {}),
});
