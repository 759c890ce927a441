import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { boolean, check, index, jsonb, text, uniqueIndex, varchar } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { createdAt, id, moment } from "./columns.ts";

/** First and last name as people search for them. The same words stand in the index that answers. */
export const fullNameOf = ({ firstName, lastName }: { firstName: SQLWrapper; lastName: SQLWrapper }): SQL =>
  sql`lower(${firstName} || ' ' || ${lastName})`;

/** People. `canonical*` is what is compared and unique; the other spelling is what the person sees (UM-01, UM-03). */
export const users = auth.table(
  "users",
  {
    id: id(),
    username: varchar("username", { length: 255 }).notNull(),
    canonicalUsername: varchar("canonical_username", { length: 255 }).notNull(),
    email: varchar("email", { length: 255 }).notNull(),
    canonicalEmail: varchar("canonical_email", { length: 255 }).notNull(),
    emailVerifiedAt: moment("email_verified_at"),
    passwordHash: text("password_hash"),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    isActive: boolean("is_active").notNull().default(true),
    isStaff: boolean("is_staff").notNull().default(false),
    isSuperuser: boolean("is_superuser").notNull().default(false),
    attributes: jsonb("attributes").$type<Record<string, string>>().notNull().default({}),
    lastLogin: moment("last_login"),
    /** When an account that its owner has deleted is erased; until then signing in keeps it. */
    erasedAfter: moment("erased_after"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("users_username_unique").on(table.canonicalUsername),
    uniqueIndex("users_email_unique").on(table.canonicalEmail),
    // What an administrator types is the beginning of one of these; the operator class is what serves `like 'ali%'` in every locale.
    index("users_username_prefix").on(table.canonicalUsername.op("varchar_pattern_ops")),
    index("users_email_prefix").on(table.canonicalEmail.op("varchar_pattern_ops")),
    index("users_full_name_prefix").on(sql`(${fullNameOf(table)}) text_pattern_ops`),
    index("users_last_name_prefix").on(sql`lower(${table.lastName}) text_pattern_ops`),
    // The few among the many, newest first: without these a page of them would be looked for among everybody.
    index("users_disabled")
      .on(table.id)
      .where(sql`not ${table.isActive}`),
    index("users_unverified")
      .on(table.id)
      .where(sql`${table.emailVerifiedAt} is null`),
    index("users_staff")
      .on(table.id)
      .where(sql`${table.isStaff}`),
    index("users_superusers")
      .on(table.id)
      .where(sql`${table.isSuperuser}`),
    index("users_erasure")
      .on(table.erasedAfter)
      .where(sql`${table.erasedAfter} is not null`),
    check("users_username_is_no_email", sql`position('@' in ${table.username}) = 0`),
  ],
);

export type User = typeof users.$inferSelect;
