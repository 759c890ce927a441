import {
  inSeconds,
  lookUpTogether,
  momentAt,
  personColumns,
  personIn,
  type FoundPerson,
  type PersonRow,
} from "../../auth/person-lookup.server.ts";
import { readSealed } from "./records.server.ts";

/** A token that we issued to an application, and in whose name it asks, as the database has them at this moment. */
export type FoundToken = FoundPerson & {
  token: {
    readonly client: { readonly id: string; readonly name: string };
    readonly expiresAt: Date;
    readonly scope: string;
    /** The service that it is for; null where nobody named one. */
    readonly audience: string | null;
    /** The thumbprint of the key that the application has to prove beside it (RFC 9449); null for a bearer's. */
    readonly boundTo: string | null;
  };
};

// In the name of the person who has allowed it, or of the client's own account. What ended the grant ended its tokens.
const text = `
  select r.id_hash as key, r.sealed, ${inSeconds("r", "expires_at")}, c.id as client_id, c.name as client_name,
    ${personColumns}
  from auth.protocol_records r
    join auth.clients c on c.id = r.client_id and c.is_active
    join auth.users u on u.id = case r.kind when 'AccessToken' then r.user_id else c.account_id end
  where r.id_hash = any(array(select unnest($1::text[]))) and r.kind in ('AccessToken', 'ClientCredentials')
    and (r.grant_hash is null or exists (
      select 1 from auth.protocol_records g where g.kind = 'Grant' and g.id_hash = r.grant_hash))`;

type Row = PersonRow & { key: string; sealed: string; expires_at: number; client_id: string; client_name: string };

function foundIn(row: Row): FoundToken {
  const said = readSealed(row.sealed) ?? {};
  return {
    token: {
      client: { id: row.client_id, name: row.client_name },
      expiresAt: momentAt(row.expires_at),
      scope: said.scope ?? "",
      audience: said.aud ?? null,
      boundTo: said.jkt ?? null,
    },
    ...personIn(row),
  };
}

/** Finds a token by its hash; null when there is none, or when what gave it has ended. One statement at most. */
export const lookUpToken: (tokenHash: string) => Promise<FoundToken | null> = lookUpTogether(
  "issued_token_lookup",
  text,
  foundIn,
);
