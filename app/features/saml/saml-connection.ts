import type { IdentityProvider } from "./identity-provider.ts";
import type { AttributeNames } from "./attribute-names.ts";

/** What of its metadata a sign-in needs. */
export type KnownProvider = Pick<IdentityProvider, "entityId" | "signInUrl" | "certificates">;

/** Where its metadata is: a text that was read from a file, what was read of it when it was saved, or an address to read it at. */
export type MetadataSource =
  | { readonly is: "text"; readonly xml: string }
  | { readonly is: "saved"; readonly provider: KnownProvider }
  | { readonly is: "address"; readonly url: string };

/** A SAML connection as it is configured; who its identity provider is stands in its metadata. */
export type SamlConnection = Omit<IdentityProvider, keyof KnownProvider | "mapping"> & {
  readonly source: MetadataSource;
  readonly names: AttributeNames;
  /** For one that an administrator has added: the identity provider it was added for, whatever the address says later. */
  readonly entityId: string | null;
  /** The row of one that an administrator has added; null for one of the environment. Its name may be another's tomorrow, this may not. */
  readonly id: string | null;
};

/** What a ticket of it counts for: this very connection, whatever gets its name once it is removed. */
export const ticketOfficeOf = ({ id, name }: Pick<SamlConnection, "id" | "name">): string => id ?? name;

/** Where signing in through it begins. */
export const loginAddressOf = ({ slug }: Pick<SamlConnection, "slug">): string => `/auth/saml/${slug}/login`;

/**
 * Who gives out the subjects, as it stands on identities. Anybody can write anybody's entity id into metadata, and sign with a key of their
 * own: so what one connection knows of people says nothing at another one, and what administrators have added nothing at one of the
 * environment that has the name after it.
 */
export const authorityOf = (entityId: string, name: string, isAdded: boolean): string =>
  `${entityId} as ${name}${isAdded ? ", added" : ""}`;
