import DataLoader from "dataloader";

import { pool } from "../db/client.server.ts";
import type { Session } from "../db/sessions.schema.ts";
import type { User } from "../db/users.schema.ts";

/** What a request needs to know about who is asking, as the database has it at this moment. */
export type FoundSession = {
  session: Omit<Session, "address" | "userAgent" | "remember" | "identityId"> & {
    /** Whom the proxy named when they came in by it. */
    vouchedSubject: string | null;
  };
  user: Omit<User, "canonicalUsername" | "canonicalEmail" | "lastLogin" | "createdAt" | "erasedAfter">;
  roleIds: string[];
  accessVersion: number;
};

/**
 * Finds a session by its id, with the person, their role ids and the version of the access rules; null when there is none.
 * Look-ups that arrive in one turn of the event loop share one prepared statement, and nothing is kept afterwards:
 * whatever was revoked is gone at the next request, in every process.
 */
export const lookUpSession = (id: string): Promise<FoundSession | null> => loader.load(id);

const loader = new DataLoader<string, FoundSession | null>(findAll, {
  cache: false,
  maxBatchSize: 500,
  batchScheduleFn: (run) => void setImmediate(run),
});

// Every request of somebody signed in runs this one. Written for the driver, with moments as numbers: the query builder's mapping of
// rows takes as long again as all the rest of the look-up (measured). A list that PostgreSQL can see is planned anew at every call, which
// took half of the look-up; this way it is planned once.
const text = `
  select s.id, s.user_id, s.method, s.pending, s.auth_hash, u.username, u.email, u.password_hash, u.first_name, u.last_name,
    u.is_active, u.is_staff, u.is_superuser, nullif(u.attributes, '{}') as attributes,
    ${["created_at", "authenticated_at", "last_seen_at", "expires_at", "absolute_expires_at"].map((name) => inSeconds("s", name)).join(", ")},
    ${inSeconds("u", "email_verified_at")},
    case when s.method = 'proxy' then (select subject from auth.identities where id = s.identity_id) end as vouched_subject,
    (select string_agg(m.role_id::text, ',') from auth.memberships m where m.user_id = u.id) as role_ids,
    (select version::int from auth.access_version) as access_version
  from auth.sessions s join auth.users u on u.id = s.user_id
  where s.id = any(array(select unnest($1::text[])))`;

type Row = Pick<Session, "id" | "method" | "pending"> &
  Pick<User, "username" | "email"> & {
    user_id: string;
    auth_hash: string;
    password_hash: string | null;
    first_name: string;
    last_name: string;
    is_active: boolean;
    is_staff: boolean;
    is_superuser: boolean;
    attributes: User["attributes"] | null;
    created_at: number;
    authenticated_at: number;
    last_seen_at: number;
    expires_at: number;
    absolute_expires_at: number;
    email_verified_at: number | null;
    vouched_subject: string | null;
    role_ids: string | null;
    access_version: number;
  };

async function findAll(ids: readonly string[]): Promise<(FoundSession | null)[]> {
  const { rows } = await pool.query<Row>({ name: "session_lookup", text, values: [ids] });
  const byId = new Map(rows.map((row) => [row.id, foundIn(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

const foundIn = (row: Row): FoundSession => ({
  session: {
    id: row.id,
    userId: row.user_id,
    method: row.method,
    vouchedSubject: row.vouched_subject,
    pending: row.pending,
    authHash: row.auth_hash,
    createdAt: moment(row.created_at),
    authenticatedAt: moment(row.authenticated_at),
    lastSeenAt: moment(row.last_seen_at),
    expiresAt: moment(row.expires_at),
    absoluteExpiresAt: moment(row.absolute_expires_at),
  },
  user: {
    id: row.user_id,
    username: row.username,
    email: row.email,
    emailVerifiedAt: row.email_verified_at === null ? null : moment(row.email_verified_at),
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

const moment = (at: number) => new Date(at * 1_000);

function inSeconds(table: "s" | "u", column: string): string {
  return `extract(epoch from ${table}.${column})::float8 as ${column}`;
}
