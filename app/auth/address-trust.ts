import type { Connection } from "./connection.ts";
import { canonicalEmail } from "./identifiers.ts";

/** True when a connection is trusted for the domain of this address, exactly: for what is above or below it, it is not (Z-03). */
export function isTrustedFor({ trustedDomains }: Connection, email: string): boolean {
  const domain = canonicalEmail(email).split("@").at(-1) ?? "";
  return trustedDomains.some((trusted) => canonicalEmail(trusted) === domain);
}

/**
 * True when a connection's word that somebody has this address counts at all. Or whoever adds a connection could take up others' invitations
 * with it, or wait under a newcomer's address for them to come.
 */
export const mayVouchFor = (connection: Connection, email: string): boolean =>
  !connection.onlyTrustedDomains || isTrustedFor(connection, email);
