import { and, eq } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { memberships, permissions, roleGrants, roleParents, roles, type StoredCondition } from "../db/access.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import { permissionCatalogue, type Permission } from "./permissions.ts";
import { isRoleName } from "./role-name.ts";

/** Who changes the rules, and from where. */
export type Change = { actorId: string | null; origin: Origin };

export type RoleOutcome = { ok: true; id: string } | { ok: false; reason: "name" | "name-taken" };
export type ParentOutcome = { ok: true } | { ok: false; reason: "circle" };

/** Brings every permission of the catalogue into its table, with its sentence. Run after migrating; safe to repeat. */
export async function syncPermissions(database: Database): Promise<void> {
  for (const [name, description] of Object.entries(permissionCatalogue))
    await database
      .insert(permissions)
      .values({ name, description })
      .onConflictDoUpdate({ target: permissions.name, set: { description } });
}

/** Adds a role. With `parents` it has everything they have from the start (RB-02, RB-10). `grantsAll` is the `*` (RB-14). */
export async function createRole(
  {
    name,
    description = "",
    parents = [],
    grantsAll = false,
  }: { name: string; description?: string; parents?: string[]; grantsAll?: boolean },
  change: Change,
): Promise<RoleOutcome> {
  if (!isRoleName(name)) return { ok: false, reason: "name" };
  try {
    return await db.transaction(async (transaction) => {
      const [role] = await transaction
        .insert(roles)
        .values({ name, description: description.slice(0, 500), grantsAll })
        .returning({ id: roles.id });
      if (!role) throw new Error("the new role was not stored");
      for (const parentId of parents) await transaction.insert(roleParents).values({ roleId: role.id, parentId });
      await recordEvent(
        { event: "role.created", outcome: "done", actorId: change.actorId, targetId: role.id },
        change.origin,
        transaction,
      );
      return { ok: true, id: role.id };
    });
  } catch (error) {
    if (violatedConstraint(error) === "roles_name_unique") return { ok: false, reason: "name-taken" };
    throw error;
  }
}

/**
 * Lets a role inherit from `parentId` too; a second time changes nothing. The database itself refuses a circle, also one closed by two edits
 * at once (RB-09, AZ10).
 */
export async function addParent(roleId: string, parentId: string, change: Change): Promise<ParentOutcome> {
  try {
    await db.transaction(async (transaction) => {
      const added = await transaction
        .insert(roleParents)
        .values({ roleId, parentId })
        .onConflictDoNothing()
        .returning();
      if (added.length === 0) return;
      const details = { parentId };
      await recordEvent(
        { event: "role.parent-added", outcome: "done", actorId: change.actorId, targetId: roleId, details },
        change.origin,
        transaction,
      );
    });
    return { ok: true };
  } catch (error) {
    if (["role_parents_no_circle", "role_parents_not_itself"].includes(violatedConstraint(error) ?? ""))
      return { ok: false, reason: "circle" };
    throw error;
  }
}

/**
 * Gives a role a permission, under conditions that must all hold. The same grant twice is a no-op; the same permission under
 * other conditions is a second grant (RB-03). Permissions outside the catalogue do not compile, and the database refuses them.
 */
export async function grantPermission(
  roleId: string,
  permission: Permission,
  change: Change,
  conditions: StoredCondition[] = [],
): Promise<void> {
  await db.transaction(async (transaction) => {
    const added = await transaction
      .insert(roleGrants)
      .values({ roleId, permission, conditions })
      .onConflictDoNothing()
      .returning();
    if (added.length === 0) return;
    const details = { permission, conditions: conditions.length };
    await recordEvent(
      { event: "role.granted", outcome: "done", actorId: change.actorId, targetId: roleId, details },
      change.origin,
      transaction,
    );
  });
}

/** Gives a person a role; a second time changes nothing (RB-04). */
export async function addToRole(userId: string, roleId: string, change: Change): Promise<void> {
  await db.transaction(async (transaction) => {
    const added = await transaction.insert(memberships).values({ userId, roleId }).onConflictDoNothing().returning();
    if (added.length === 0) return;
    await recordEvent(
      { event: "membership.added", outcome: "done", actorId: change.actorId, targetId: userId, details: { roleId } },
      change.origin,
      transaction,
    );
  });
}

/** Takes a role from a person; it holds from their next request on. */
export async function removeFromRole(userId: string, roleId: string, change: Change): Promise<void> {
  await db.transaction(async (transaction) => {
    const gone = await transaction
      .delete(memberships)
      .where(and(eq(memberships.userId, userId), eq(memberships.roleId, roleId)))
      .returning();
    if (gone.length === 0) return;
    await recordEvent(
      { event: "membership.removed", outcome: "done", actorId: change.actorId, targetId: userId, details: { roleId } },
      change.origin,
      transaction,
    );
  });
}
