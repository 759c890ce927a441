import { sql } from "drizzle-orm";
import { index, integer, text } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { createdAt, id, moment } from "./columns.ts";

/** Mail on its way out. `sealed` is the letter, encrypted, since it carries links that open accounts; gone once it is sent. */
export const mails = auth.table(
  "mails",
  {
    id: id(),
    kind: text("kind").notNull(),
    sealed: text("sealed"),
    attempts: integer("attempts").notNull().default(0),
    /** When to try next, or when whoever is trying now must be done. */
    dueAt: moment("due_at").notNull(),
    lastError: text("last_error"),
    sentAt: moment("sent_at"),
    deadAt: moment("dead_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("mails_due")
      .on(table.dueAt)
      .where(sql`${table.sentAt} is null and ${table.deadAt} is null`),
  ],
);
