import { index, text, uuid } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { id, moment } from "./columns.ts";
import { users } from "./users.schema.ts";

/** Why somebody goes elsewhere: to sign in, to connect that place to the account they are in, or to show again who they are. */
export type FlowPurpose = "sign-in" | "connect" | "confirm";

/**
 * People who have gone to sign in elsewhere and are expected back. `id` is the SHA-256 of the state that they bring, `browserHash` that of a
 * cookie of the browser that began.
 */
export const signInFlows = auth.table(
  "sign_in_flows",
  {
    id: text("id").primaryKey(),
    browserHash: text("browser_hash").notNull(),
    connection: text("connection").notNull(),
    purpose: text("purpose").$type<FlowPurpose>().notNull(),
    /** Who is connecting or confirming; null while nobody is signed in. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    /** A path of this app. */
    redirectTo: text("redirect_to").notNull(),
    /** What only the one who began may know, such as a PKCE verifier. */
    sealed: text("sealed").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("sign_in_flows_expiry").on(table.expiresAt), index("sign_in_flows_user").on(table.userId)],
);

/** Identities that somebody has just shown, and that wait for them to say which account is theirs. Bound to a browser, encrypted. */
export const heldIdentities = auth.table(
  "held_identities",
  {
    id: id(),
    browserHash: text("browser_hash").notNull(),
    connection: text("connection").notNull(),
    sealed: text("sealed").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("held_identities_expiry").on(table.expiresAt)],
);
