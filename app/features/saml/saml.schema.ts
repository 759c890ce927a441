import { index, text } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { moment } from "../../db/columns.ts";

/** Assertions that were taken, each until it expires: none is taken twice (SA19). `id` is the SHA-256 of who issued it and what they called it. */
export const samlAssertions = auth.table(
  "saml_assertions",
  { id: text("id").primaryKey(), expiresAt: moment("expires_at").notNull() },
  (table) => [index("saml_assertions_expiry").on(table.expiresAt)],
);

/**
 * What an identity provider said of somebody, encrypted, until the browser that left for it comes for it: the post that brought it came from
 * another site, and so without that browser's cookie. `id` is the SHA-256 of the ticket.
 */
export const samlTickets = auth.table(
  "saml_tickets",
  {
    id: text("id").primaryKey(),
    connection: text("connection").notNull(),
    /** The SHA-256 of the token of the browser that may come for it. Null when nobody left: the provider began by itself. */
    browserHash: text("browser_hash"),
    sealed: text("sealed").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("saml_tickets_expiry").on(table.expiresAt)],
);
