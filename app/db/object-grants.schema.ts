import { sql } from "drizzle-orm";
import { check, index, text, unique, uuid } from "drizzle-orm/pg-core";

import { permissions, roles } from "./access.schema.ts";
import { auth } from "./auth-schema.ts";
import { createdAt, id } from "./columns.ts";
import { users } from "./users.schema.ts";

/**
 * A permission for one row, given to a person or to a role and whoever has it (OP-01, OP-02). `objectId` is text, whatever ids a model has
 * (OP-03). Gone with the person and the role by their keys, and with the row by a trigger on its table (OP-06).
 */
export const objectGrants = auth.table(
  "object_grants",
  {
    id: id(),
    permission: text("permission")
      .notNull()
      .references(() => permissions.name, { onDelete: "cascade" }),
    model: text("model").notNull(),
    objectId: text("object_id").notNull(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    roleId: uuid("role_id").references(() => roles.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (table) => [
    check("object_grants_one_holder", sql`num_nonnulls(${table.userId}, ${table.roleId}) = 1`),
    unique("object_grants_unique")
      .on(table.model, table.objectId, table.permission, table.userId, table.roleId)
      .nullsNotDistinct(),
    index("object_grants_user").on(table.userId, table.model, table.permission, table.objectId),
    index("object_grants_role").on(table.roleId, table.model, table.permission, table.objectId),
  ],
);

export type ObjectGrant = typeof objectGrants.$inferSelect;
