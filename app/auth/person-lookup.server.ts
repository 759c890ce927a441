import DataLoader from "dataloader";
import type { QueryResultRow } from "pg";

import { pool } from "../db/client.server.ts";
import type { User } from "../db/users.schema.ts";

/** A person as the database has them at this moment, with what decides about their rights. */
export type FoundPerson = {
  user: Omit<User, "canonicalUsername" | "canonicalEmail" | "lastLogin" | "createdAt" | "erasedAfter">;
  roleIds: string[];
  accessVersion: number;
};

// Every request of somebody who is known runs one of these statements. Written for the driver, with moments as numbers: the query builder's
// mapping of rows takes as long again as all the rest of the look-up (measured).
/** The columns of the person `u`, for a statement of one's own; `personIn` reads them. */
export const personColumns = `u.id as person_id, u.username, u.email, u.password_hash, u.first_name, u.last_name,
    u.is_active, u.is_staff, u.is_superuser, nullif(u.attributes, '{}') as attributes, ${inSeconds("u", "email_verified_at")},
    (select string_agg(m.role_id::text, ',') from auth.memberships m where m.user_id = u.id) as role_ids,
    (select version::int from auth.access_version) as access_version`;

/** What a statement with `personColumns` brings. */
export type PersonRow = Pick<User, "username" | "email"> & {
  person_id: string;
  password_hash: string | null;
  first_name: string;
  last_name: string;
  is_active: boolean;
  is_staff: boolean;
  is_superuser: boolean;
  attributes: User["attributes"] | null;
  email_verified_at: number | null;
  role_ids: string | null;
  access_version: number;
};

/** The person in a row. */
export const personIn = (row: PersonRow): FoundPerson => ({
  user: {
    id: row.person_id,
    username: row.username,
    email: row.email,
    emailVerifiedAt: row.email_verified_at === null ? null : momentAt(row.email_verified_at),
    passwordHash: row.password_hash,
    firstName: row.first_name,
    lastName: row.last_name,
    isActive: row.is_active,
    isStaff: row.is_staff,
    isSuperuser: row.is_superuser,
    attributes: row.attributes ?? {},
  },
  roleIds: row.role_ids?.split(",") ?? [],
  accessVersion: row.access_version,
});

/**
 * A look-up by one key, null where there is nothing. Those that arrive in one turn of the event loop share one prepared statement, and nothing
 * is kept afterwards: whatever was revoked is gone at the next request, in every process. `text` takes the keys as `$1`, best as
 * `any(array(select unnest($1::text[])))`: a list that PostgreSQL can see is planned anew at every call, which took half of the look-up.
 */
export function lookUpTogether<Row extends QueryResultRow & { key: string }, Found>(
  name: string,
  text: string,
  foundIn: (row: Row) => Found,
): (key: string) => Promise<Found | null> {
  const loader = new DataLoader<string, Found | null>(
    async (keys) => {
      const { rows } = await pool.query<Row>({ name, text, values: [keys] });
      const byKey = new Map(rows.map((row) => [row.key, foundIn(row)]));
      return keys.map((key) => byKey.get(key) ?? null);
    },
    { cache: false, maxBatchSize: 500, batchScheduleFn: (run) => void setImmediate(run) },
  );
  return (key) => loader.load(key);
}

/** A column with a moment, as a number for `momentAt`. */
export function inSeconds(table: string, column: string): string {
  return `extract(epoch from ${table}.${column})::float8 as ${column}`;
}

export const momentAt = (seconds: number): Date => new Date(seconds * 1_000);
