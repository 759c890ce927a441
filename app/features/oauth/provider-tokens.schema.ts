import { text, uuid } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { moment } from "../../db/columns.ts";
import { identities } from "../../db/identities.schema.ts";

/** What a provider gave us to act for somebody there, encrypted: the newest tokens of each identity (OL-01, OC22). */
export const providerTokens = auth.table("provider_tokens", {
  identityId: uuid("identity_id")
    .primaryKey()
    .references(() => identities.id, { onDelete: "cascade" }),
  sealed: text("sealed").notNull(),
  /** When the access token ends, as far as the provider says. */
  expiresAt: moment("expires_at"),
});
