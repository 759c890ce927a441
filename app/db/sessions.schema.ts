import { sql } from "drizzle-orm";
import { boolean, index, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { createdAt, id, moment } from "./columns.ts";
import { identities } from "./identities.schema.ts";
import { users } from "./users.schema.ts";

/** How a person signed in (LG-16). Features add theirs here, since sessions and policies name them. */
export type SignInMethod = "password" | "oauth" | "saml" | "ldap" | "proxy";

/** A step that a half signed-in person still has to take. */
export type PendingStep = "verify-email";

const owner = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/**
 * Signed-in browsers and programs. `id` is the SHA-256 of the token in the cookie, or of one that nobody keeps for a program: this table opens
 * no door.
 */
export const sessions = auth.table(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: owner(),
    method: text("method").$type<SignInMethod>().notNull(),
    /** Who they showed to be elsewhere, when they came in that way. */
    identityId: uuid("identity_id").references(() => identities.id, { onDelete: "set null" }),
    /** What the program calls itself that is signed in; null for a browser. */
    client: text("client"),
    pending: text("pending").$type<PendingStep>(),
    authHash: text("auth_hash").notNull(),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    remember: boolean("remember").notNull().default(false),
    createdAt: createdAt(),
    authenticatedAt: moment("authenticated_at").notNull(),
    lastSeenAt: moment("last_seen_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    absoluteExpiresAt: moment("absolute_expires_at").notNull(),
  },
  (table) => [
    index("sessions_user").on(table.userId, table.lastSeenAt),
    index("sessions_expiry").on(table.expiresAt),
    index("sessions_created").on(table.createdAt, table.id),
    index("sessions_identity")
      .on(table.identityId)
      .where(sql`${table.identityId} is not null`),
  ],
);

/** Browsers in which a person has signed in before. `tokenHash` is the SHA-256 of the token in the device cookie. */
export const devices = auth.table(
  "devices",
  {
    id: id(),
    userId: owner(),
    tokenHash: text("token_hash").notNull(),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull(),
  },
  (table) => [
    uniqueIndex("devices_token_unique").on(table.tokenHash, table.userId),
    index("devices_user").on(table.userId),
    index("devices_last_seen").on(table.lastSeenAt),
  ],
);

export type Session = typeof sessions.$inferSelect;
