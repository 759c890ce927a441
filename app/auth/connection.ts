import type { ConnectionKind } from "../db/connections.schema.ts";

/** A place elsewhere whose word counts here, and how far. */
export type Connection = {
  /** Stands in addresses: `/auth/:name/login`. */
  readonly name: string;
  /** What people know it by. */
  readonly label: string;
  readonly kind: ConnectionKind;
  /** The domains whose addresses it is believed about: there a verified address is enough to join an account (Z-03). */
  readonly trustedDomains: readonly string[];
  /** The roles that each of its groups gives, by name (Z-09). */
  readonly groupMap: Readonly<Record<string, readonly string[]>>;
  /** Whether people who have no account yet get one. */
  readonly createsUsers: boolean;
  /** Whoever is let in by it alone is called, and written to, as it says: so for the directory of an organisation (LD-07). */
  readonly ownsPeople?: true;
  /**
   * Its word about addresses outside of the trusted domains says nothing here: so for connections that administrators have added, since
   * whoever adds one decides whom it vouches for.
   */
  readonly onlyTrustedDomains?: true;
};

/** What a connection's name may look like. */
export const CONNECTION_NAME = /^[a-z][a-z0-9-]{0,30}$/;
