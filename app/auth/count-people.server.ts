import { sql } from "drizzle-orm";

import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";

/** How many accounts there are, and how many of them are shut or wait for their e-mail address to be verified. */
export type PeopleCounts = { all: number; disabled: number; unverified: number };

/** Counts people in one statement, each number from the smallest index that knows it. */
export async function countPeople(): Promise<PeopleCounts> {
  const { rows } = await db.execute<PeopleCounts>(selectCounts());
  return rows[0] ?? { all: 0, disabled: 0, unverified: 0 };
}

/** The statement behind `countPeople`, so that a test can have it explained. */
export const selectCounts = () => sql`select
  (select count(*)::int from ${users}) as "all",
  (select count(*)::int from ${users} where not ${users.isActive}) as disabled,
  (select count(*)::int from ${users} where ${users.emailVerifiedAt} is null) as unverified`;
