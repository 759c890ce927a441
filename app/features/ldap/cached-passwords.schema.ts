import { index, text, uuid } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { moment } from "../../db/columns.ts";
import { identities } from "../../db/identities.schema.ts";

/** Directory passwords that were right a while ago, as argon2id hashes, for the hours in which the directory cannot be reached (C-12). */
export const cachedPasswords = auth.table(
  "directory_passwords",
  {
    identityId: uuid("identity_id")
      .primaryKey()
      .references(() => identities.id, { onDelete: "cascade" }),
    passwordHash: text("password_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("directory_passwords_expiry").on(table.expiresAt)],
);
