import { index, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { auth } from "../../db/auth-schema.ts";
import { moment } from "../../db/columns.ts";
import { users } from "../../db/users.schema.ts";
import { clients } from "./clients.schema.ts";

/** What people have allowed applications, for each service that it is about; `resource` is empty for what is said of themselves alone. */
export const consents = auth.table(
  "consents",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    resource: text("resource").notNull(),
    scopes: text("scopes").array().notNull(),
    /** When it was last said. */
    givenAt: moment("given_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.clientId, table.resource] }),
    index("consents_client").on(table.clientId),
  ],
);
