import { emailField } from "../../auth/account-fields.ts";
import type { Assertion } from "../../auth/assertion.ts";
import type { Vouched } from "../../guards/request-context.ts";

/** Who gives out the names: one proxy, whatever stands behind it. */
export const AUTHORITY = "proxy";

/**
 * What the proxy says of somebody, as the core takes it. A name that is an address counts as theirs, and its word about that only where it
 * is trusted for the domain (`onlyTrustedDomains`). It never says whether they have just shown themselves anew.
 */
export function assertionFrom({ subject, groups }: Vouched): Assertion {
  const email = emailField.safeParse(subject).data ?? null;
  return {
    authority: AUTHORITY,
    subject,
    email,
    emailVerified: email !== null,
    signedInAnew: false,
    username: subject,
    firstName: "",
    lastName: "",
    groups,
    profile: { user: subject },
  };
}
