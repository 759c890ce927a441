import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";

import { createdAt, id } from "../db/columns.ts";
import { users } from "../db/users.schema.ts";

/** The worked example's one table: replace it by your own. `budget` is in whole units of money. */
export const projects = pgTable(
  "projects",
  {
    id: id(),
    name: text("name").notNull(),
    status: text("status", { enum: ["draft", "active", "archived"] }).notNull(),
    budget: integer("budget").notNull(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (table) => [index("projects_owner").on(table.ownerId)],
);

export type Project = typeof projects.$inferSelect;
