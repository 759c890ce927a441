import { index, text } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { moment } from "../../db/columns.ts";

/**
 * The refresh tokens of programs: each works once, and stays until it would have expired, so that a copy that is shown later is known as one
 * (RV-05). `tokenHash` is the SHA-256 of what follows `ghr_`, so this table opens no door.
 */
export const refreshTokens = auth.table(
  "refresh_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    /** Not a reference: sessions may be kept out of the write-ahead log, and nothing logged may point there. */
    sessionId: text("session_id").notNull(),
    /** What the tokens are capped at; null for everything that the person may. */
    scopes: text("scopes").array(),
    issuedAt: moment("issued_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [index("refresh_tokens_session").on(table.sessionId), index("refresh_tokens_expiry").on(table.expiresAt)],
);
