import {
  inSeconds,
  lookUpTogether,
  momentAt,
  personColumns,
  personIn,
  type FoundPerson,
  type PersonRow,
} from "../../auth/person-lookup.server.ts";
import type { ApiKey } from "./api-keys.schema.ts";

/** A key and its owner, as the database has them at this moment. */
export type FoundKey = FoundPerson & {
  key: Pick<ApiKey, "id" | "prefix" | "scopes" | "isActive" | "expiresAt" | "lastUsedAt">;
};

const text = `
  select k.key_hash as key, k.id as key_id, k.prefix, k.scopes, k.is_active as key_is_active,
    ${inSeconds("k", "expires_at")}, ${inSeconds("k", "last_used_at")},
    ${personColumns}
  from auth.api_keys k join auth.users u on u.id = k.user_id
  where k.key_hash = any(array(select unnest($1::text[])))`;

type Row = PersonRow & {
  key: string;
  key_id: string;
  prefix: string;
  scopes: string[] | null;
  key_is_active: boolean;
  expires_at: number | null;
  last_used_at: number | null;
};

const foundIn = (row: Row): FoundKey => ({
  key: {
    id: row.key_id,
    prefix: row.prefix,
    scopes: row.scopes ?? [],
    isActive: row.key_is_active,
    expiresAt: row.expires_at === null ? null : momentAt(row.expires_at),
    lastUsedAt: row.last_used_at === null ? null : momentAt(row.last_used_at),
  },
  ...personIn(row),
});

/** Finds a key by its hash, with its owner, their role ids and the version of the rules; null when there is none. One statement at most. */
export const lookUpKey: (keyHash: string) => Promise<FoundKey | null> = lookUpTogether("api_key_lookup", text, foundIn);
