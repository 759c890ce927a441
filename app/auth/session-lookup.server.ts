import type { Session } from "../db/sessions.schema.ts";
import {
  inSeconds,
  lookUpTogether,
  momentAt,
  personColumns,
  personIn,
  type FoundPerson,
  type PersonRow,
} from "./person-lookup.server.ts";

/** What a request needs to know about who is asking, as the database has it at this moment. */
export type FoundSession = FoundPerson & {
  session: Omit<Session, "address" | "userAgent" | "remember" | "identityId"> & {
    /** Whom the proxy named when they came in by it. */
    vouchedSubject: string | null;
  };
};

const text = `
  select s.id as key, s.method, s.client, s.pending, s.auth_hash,
    ${["created_at", "authenticated_at", "last_seen_at", "expires_at", "absolute_expires_at"].map((name) => inSeconds("s", name)).join(", ")},
    case when s.method = 'proxy' then (select subject from auth.identities where id = s.identity_id) end as vouched_subject,
    ${personColumns}
  from auth.sessions s join auth.users u on u.id = s.user_id
  where s.id = any(array(select unnest($1::text[])))`;

type Row = PersonRow &
  Pick<Session, "method" | "client" | "pending"> & {
    key: string;
    auth_hash: string;
    created_at: number;
    authenticated_at: number;
    last_seen_at: number;
    expires_at: number;
    absolute_expires_at: number;
    vouched_subject: string | null;
  };

const foundIn = (row: Row): FoundSession => ({
  session: {
    id: row.key,
    userId: row.person_id,
    method: row.method,
    vouchedSubject: row.vouched_subject,
    client: row.client,
    pending: row.pending,
    authHash: row.auth_hash,
    createdAt: momentAt(row.created_at),
    authenticatedAt: momentAt(row.authenticated_at),
    lastSeenAt: momentAt(row.last_seen_at),
    expiresAt: momentAt(row.expires_at),
    absoluteExpiresAt: momentAt(row.absolute_expires_at),
  },
  ...personIn(row),
});

/** Finds a session by its id, with the person, their role ids and the version of the access rules; null when there is none. One statement at most. */
export const lookUpSession: (id: string) => Promise<FoundSession | null> = lookUpTogether(
  "session_lookup",
  text,
  foundIn,
);
