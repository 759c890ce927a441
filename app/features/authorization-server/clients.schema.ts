import { boolean, text, uuid, varchar } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { createdAt, id, moment } from "../../db/columns.ts";
import { users } from "../../db/users.schema.ts";

/** What a client may be given tokens for: somebody at a browser, somebody at another device, itself. */
export type ClientGrant = "browser" | "device" | "itself";

/** Applications that get tokens here. `id` is their `client_id`; `secretHash` the SHA-256 of a random secret, null for one that can keep none. */
export const clients = auth.table("clients", {
  id: id(),
  name: varchar("name", { length: 60 }).notNull(),
  secretHash: text("secret_hash"),
  grants: text("grants").array().$type<ClientGrant[]>().notNull(),
  redirectUris: text("redirect_uris").array().notNull(),
  postLogoutRedirectUris: text("post_logout_redirect_uris").array().notNull(),
  /** Permissions, and the scopes of OpenID Connect: more it cannot ask for. */
  scopes: text("scopes").array().notNull(),
  /** Other services that it may ask tokens for. */
  resources: text("resources").array().notNull(),
  /** One of our own: nobody is asked whether it may. */
  isFirstParty: boolean("is_first_party").notNull().default(false),
  isActive: boolean("is_active").notNull().default(true),
  /** The account in whose name it acts when it asks for itself. */
  accountId: uuid("account_id").references(() => users.id, { onDelete: "set null" }),
  createdAt: createdAt(),
  updatedAt: moment("updated_at").notNull(),
});

export type Client = typeof clients.$inferSelect;
