import { boolean, index, text, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { createdAt, id, moment } from "../../db/columns.ts";
import { users } from "../../db/users.schema.ts";

/** Keys that people have made for their machines (AK-01). `keyHash` is the SHA-256 of the key, so this table opens no door. */
export const apiKeys = auth.table(
  "api_keys",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: varchar("name", { length: 100 }).notNull().default(""),
    keyHash: text("key_hash").notNull(),
    /** How the key begins: enough for its owner to tell it from others. */
    prefix: text("prefix").notNull(),
    scopes: text("scopes").array().notNull().default([]),
    isActive: boolean("is_active").notNull().default(true),
    /** Null: until it is revoked. */
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
    /** When another key took its place. */
    rotatedAt: moment("rotated_at"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("api_keys_hash_unique").on(table.keyHash),
    index("api_keys_user").on(table.userId, table.id),
    index("api_keys_expiry").on(table.expiresAt),
  ],
);

export type ApiKey = typeof apiKeys.$inferSelect;
