import { sql } from "drizzle-orm";
import { index, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { createdAt, moment } from "../../db/columns.ts";
import { users } from "../../db/users.schema.ts";
import { clients } from "./clients.schema.ts";

/**
 * What the protocol keeps: codes, tokens, grants, requests on their way (AS-09). Whatever opens something stands here as its SHA-256, and all that is
 * said about it encrypted (AS01): this table opens no door. What belongs to a grant counts only while the grant's own row is here.
 */
export const protocolRecords = auth.table(
  "protocol_records",
  {
    kind: text("kind").notNull(),
    idHash: text("id_hash").notNull(),
    grantHash: text("grant_hash"),
    uidHash: text("uid_hash"),
    userCodeHash: text("user_code_hash"),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    clientId: uuid("client_id").references(() => clients.id, { onDelete: "cascade" }),
    sealed: text("sealed").notNull(),
    consumedAt: moment("consumed_at"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.idHash] }),
    index("protocol_records_grant").on(table.grantHash),
    index("protocol_records_uid")
      .on(table.uidHash)
      .where(sql`${table.uidHash} is not null`),
    uniqueIndex("protocol_records_user_code")
      .on(table.userCodeHash)
      .where(sql`${table.userCodeHash} is not null`),
    index("protocol_records_user").on(table.userId, table.clientId),
    index("protocol_records_client").on(table.clientId),
    index("protocol_records_expiry").on(table.expiresAt),
  ],
);
