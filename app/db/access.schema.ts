import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, jsonb, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import type { AccessLevel } from "./access-level.ts";
import { auth } from "./auth-schema.ts";
import { createdAt, id } from "./columns.ts";
import { users } from "./users.schema.ts";

/** A rule that must hold for a grant to count: its type and its settings. */
export type StoredCondition = { type: string; [setting: string]: unknown };

/** One thing that the code says of a role. */
export type RoleRule =
  | { kind: "inherits"; parent: string }
  | { kind: "grant"; permission: string; conditions: StoredCondition[] }
  | { kind: "field"; model: string; field: string; access: AccessLevel }
  | { kind: "everything" };

/** All that the code says of a role. */
export type DefinedRole = { description: string; rules: RoleRule[] };

/** Every permission that can be granted, filled from the typed catalogue (RB-01). */
export const permissions = auth.table("permissions", {
  name: text("name").primaryKey(),
  description: text("description").notNull(),
});

/**
 * Roles. `grantsAll` is the loud flag behind `*` (RB-02, RB-14). `definedAs` is what the code said of a role when it was last synced, null
 * for one that the code knows nothing of (RB-15).
 */
export const roles = auth.table(
  "roles",
  {
    id: id(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    grantsAll: boolean("grants_all").notNull().default(false),
    definedAs: jsonb("defined_as").$type<DefinedRole>(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("roles_name_unique").on(table.name)],
);

const role = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => roles.id, { onDelete: "cascade" });

/** The role `roleId` inherits everything that `parentId` has: the child is the more powerful one (RB-07). */
export const roleParents = auth.table(
  "role_parents",
  { roleId: role("role_id"), parentId: role("parent_id") },
  (table) => [
    primaryKey({ columns: [table.roleId, table.parentId] }),
    index("role_parents_parent").on(table.parentId),
    check("role_parents_not_itself", sql`${table.roleId} <> ${table.parentId}`),
  ],
);

/** A permission that a role gives, with the conditions that must all hold. One permission may be granted several times. */
export const roleGrants = auth.table(
  "role_grants",
  {
    id: id(),
    roleId: role("role_id"),
    permission: text("permission")
      .notNull()
      .references(() => permissions.name, { onDelete: "cascade" }),
    conditions: jsonb("conditions").$type<StoredCondition[]>().notNull().default([]),
  },
  (table) => [unique("role_grants_unique").on(table.roleId, table.permission, table.conditions)],
);

/** Who has which role. */
export const memberships = auth.table(
  "memberships",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    roleId: role("role_id"),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.roleId] }),
    index("memberships_role").on(table.roleId, table.userId),
  ],
);

/** One row: raised by triggers at every change of roles, parents or grants, so that compiled role graphs know they are old. */
export const accessVersion = auth.table("access_version", {
  onlyRow: boolean("only_row").primaryKey().default(true),
  version: bigint("version", { mode: "number" }).notNull(),
});
