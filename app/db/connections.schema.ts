import { sql } from "drizzle-orm";
import { boolean, index, jsonb, text, uniqueIndex } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { createdAt, id, moment } from "./columns.ts";

/** What a connection speaks. Features add theirs here. */
export type ConnectionKind = "openid" | "oauth2";

/** Connections that administrators have added; those of the environment stand in no table. `sealed` holds what is secret, encrypted. */
export const connections = auth.table(
  "connections",
  {
    id: id(),
    /** Stands in addresses, and on the identities that came through it. */
    name: text("name").notNull(),
    kind: text("kind").$type<ConnectionKind>().notNull(),
    label: text("label").notNull(),
    settings: jsonb("settings").$type<Readonly<Record<string, string>>>().notNull().default({}),
    sealed: text("sealed").notNull(),
    trustedDomains: text("trusted_domains")
      .array()
      .notNull()
      .default(sql`'{}'`),
    groupMap: jsonb("group_map").$type<Readonly<Record<string, readonly string[]>>>().notNull().default({}),
    createsUsers: boolean("creates_users").notNull().default(true),
    isEnabled: boolean("is_enabled").notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("connections_name_unique").on(table.name)],
);

/** How the last sign-ins through each connection went. No person stands here: that is the audit log's. */
export const connectionResults = auth.table(
  "connection_results",
  {
    id: id(),
    connection: text("connection").notNull(),
    at: moment("at").notNull(),
    /** Null when it went well. */
    reason: text("reason"),
    /** What exactly, for administrators. */
    detail: text("detail"),
    requestId: text("request_id"),
  },
  (table) => [index("connection_results_newest").on(table.connection, table.id)],
);

export type StoredConnection = typeof connections.$inferSelect;
