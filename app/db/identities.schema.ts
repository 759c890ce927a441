import { foreignKey, index, jsonb, primaryKey, text, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";

import { memberships } from "./access.schema.ts";
import { auth } from "./auth-schema.ts";
import { createdAt, id, moment } from "./columns.ts";
import type { ConnectionKind } from "./connections.schema.ts";
import { users } from "./users.schema.ts";

/**
 * Who somebody is elsewhere. `authority` and `subject` together are the key, never an address and never a user name (Z-03): `authority` is
 * the issuer, or whatever else gives out the subjects. `connection` is the name of the one they last came through, `kind` what it speaks.
 */
export const identities = auth.table(
  "identities",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    connection: text("connection").notNull(),
    kind: text("kind").$type<ConnectionKind>().notNull(),
    authority: text("authority").notNull(),
    subject: varchar("subject", { length: 255 }).notNull(),
    email: varchar("email", { length: 255 }),
    /** What the place said of them last, as it said it. */
    profile: jsonb("profile").$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    uniqueIndex("identities_subject_unique").on(table.authority, table.subject),
    index("identities_user").on(table.userId),
    index("identities_connection").on(table.connection),
  ],
);

/**
 * Memberships that a person has only because a group elsewhere gave them, and loses with it (Z-09). Once somebody takes the membership away,
 * by whatever way, the mark goes with it.
 */
export const identityRoles = auth.table(
  "identity_roles",
  {
    identityId: uuid("identity_id")
      .notNull()
      .references(() => identities.id, { onDelete: "cascade" }),
    userId: uuid("user_id").notNull(),
    roleId: uuid("role_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.identityId, table.roleId] }),
    index("identity_roles_membership").on(table.userId, table.roleId),
    foreignKey({
      name: "identity_roles_membership_fk",
      columns: [table.userId, table.roleId],
      foreignColumns: [memberships.userId, memberships.roleId],
    }).onDelete("cascade"),
  ],
);

export type Identity = typeof identities.$inferSelect;
