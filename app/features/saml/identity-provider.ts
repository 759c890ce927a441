import type { Connection } from "../../auth/connection.ts";
import type { Reach } from "../../reach.ts";

/**
 * Which of its attributes say what (SA-05), by their exact `Name`. Without `id` the name identifier names the person; then it must be one
 * that stays. Without `email` an identifier that is an address counts as theirs.
 */
export type AttributeMapping = {
  readonly id: string | null;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly groups: string | null;
};

/** A SAML identity provider, as it is configured: everything that is believed about it comes from here, nothing from what it sends. */
export type IdentityProvider = Connection & {
  readonly kind: "saml";
  /** Stands in addresses: `/auth/saml/:slug/login`. The connection's `name` is `saml-` and this. */
  readonly slug: string;
  readonly entityId: string;
  /** Where people are sent, by the HTTP-Redirect binding. */
  readonly signInUrl: string;
  /** The certificates that may sign, PEM: more than one while it rolls over (SA34). */
  readonly certificates: readonly string[];
  readonly mapping: AttributeMapping;
  /** Whether an answer counts that nobody asked for (SA18). */
  readonly allowsUnsolicited: boolean;
  /** Whether a signature on the response is enough, where the assertion has none of its own (SA10). */
  readonly allowsResponseOnlySignature: boolean;
  readonly reach: Reach;
};

/** What a SAML connection is called: its slug, marked, since names are unique over all kinds. */
export const connectionNameOf = (slug: string): string => `saml-${slug}`;
