import { index, integer, text } from "drizzle-orm/pg-core";

import { auth } from "./auth-schema.ts";
import { moment } from "./columns.ts";

/** How often something happened lately. `key` names what is counted; addresses and names in it are hashed. */
export const counters = auth.table(
  "counters",
  {
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    previous: integer("previous").notNull().default(0),
    windowStart: moment("window_start").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("counters_expiry").on(table.expiresAt)],
);

/** Accounts under attack. `subject` is the hash of the name as typed and the device, whether or not such an account exists. */
export const lockouts = auth.table(
  "lockouts",
  {
    subject: text("subject").primaryKey(),
    failures: integer("failures").notNull(),
    firstFailureAt: moment("first_failure_at").notNull(),
    lockedUntil: moment("locked_until"),
    lockCount: integer("lock_count").notNull().default(0),
  },
  (table) => [index("lockouts_age").on(table.firstFailureAt)],
);
