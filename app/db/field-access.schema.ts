import { sql } from "drizzle-orm";
import { check, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { accessLevels } from "./access-level.ts";
import { roles } from "./access.schema.ts";
import { auth } from "./auth-schema.ts";

/** What a role may do with a field of a model that declares it as guarded (FA-01). */
export const fieldAccess = auth.table(
  "field_access",
  {
    roleId: uuid("role_id")
      .notNull()
      .references(() => roles.id, { onDelete: "cascade" }),
    model: text("model").notNull(),
    field: text("field").notNull(),
    access: text("access", { enum: accessLevels }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roleId, table.model, table.field] }),
    check("field_access_level", sql`${table.access} in ('hidden', 'readonly', 'writable')`),
  ],
);
