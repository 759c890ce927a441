import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";

import { createdAt, id } from "../db/columns.ts";
import { users } from "../db/users.schema.ts";

/** Where a project stands. */
export const projectStatuses = ["draft", "active", "archived"] as const;

/** The worked example's one table: replace it by your own. `budget` is in whole units of money. */
export const projects = pgTable(
  "projects",
  {
    id: id(),
    name: text("name").notNull(),
    status: text("status", { enum: projectStatuses }).notNull(),
    budget: integer("budget").notNull(),
    /** Null once the owner's account is erased: the work stays. */
    ownerId: uuid("owner_id").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (table) => [index("projects_owner").on(table.ownerId)],
);

export type Project = typeof projects.$inferSelect;
