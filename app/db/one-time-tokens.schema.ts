import { sql } from "drizzle-orm";
import { index, text, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { createdAt, id, moment } from "./columns.ts";
import { users } from "./users.schema.ts";

/** What a link in a mail is good for. */
export type TokenPurpose = "verify-email" | "reset-password" | "change-email" | "undo-email" | "not-me";

/** Links that work once. `tokenHash` is the SHA-256 of what stands in the mail; `stamp` ties one to the password of its time. */
export const oneTimeTokens = auth.table(
  "one_time_tokens",
  {
    id: id(),
    purpose: text("purpose").$type<TokenPurpose>().notNull(),
    tokenHash: text("token_hash").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The address that the link was sent to. */
    email: varchar("email", { length: 255 }).notNull(),
    stamp: text("stamp").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("one_time_tokens_hash_unique").on(table.tokenHash),
    index("one_time_tokens_user").on(table.userId, table.purpose),
    index("one_time_tokens_expiry").on(table.expiresAt),
  ],
);

/** Invitations that nobody has taken up yet, with the roles that wait for whoever proves the address. */
export const invitations = auth.table(
  "invitations",
  {
    id: id(),
    email: varchar("email", { length: 255 }).notNull(),
    canonicalEmail: varchar("canonical_email", { length: 255 }).notNull(),
    tokenHash: text("token_hash").notNull(),
    roleIds: uuid("role_ids")
      .array()
      .notNull()
      .default(sql`'{}'`),
    invitedBy: uuid("invited_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("invitations_hash_unique").on(table.tokenHash),
    uniqueIndex("invitations_email_unique").on(table.canonicalEmail),
  ],
);

/** Forms that were interrupted to ask who is there, encrypted, until the person has answered. */
export const heldForms = auth.table(
  "held_forms",
  {
    id: id(),
    /** Not a reference: sessions may be kept out of the write-ahead log, and nothing logged may point there. */
    sessionId: text("session_id").notNull(),
    /** Where the form was going: a path of this app. */
    path: text("path").notNull(),
    sealed: text("sealed").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("held_forms_expiry").on(table.expiresAt), index("held_forms_session").on(table.sessionId)],
);

export type OneTimeToken = typeof oneTimeTokens.$inferSelect;
export type Invitation = typeof invitations.$inferSelect;
