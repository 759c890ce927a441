/** A certificate that may sign, and until when its owner meant it to. Nothing else in it counts: it is a key that was handed over. */
export type SigningCertificate = { readonly pem: string; readonly notAfter: Date };

/** What the metadata of an identity provider says of it (SAML Metadata 2.4.3). */
export type IdpMetadata = {
  readonly entityId: string;
  readonly signInUrl: string;
  readonly certificates: readonly SigningCertificate[];
  /** Whether it insists on signed requests; ours always are. */
  readonly wantsSignedRequests: boolean;
  readonly nameIdFormats: readonly string[];
  /** After this moment the metadata itself says that it counts no more. */
  readonly validUntil: Date | null;
};

/** Why metadata cannot be used. */
export type MetadataFlaw =
  | "too-large"
  | "not-xml"
  | "not-one-entity" // something else, or the metadata of many
  | "no-identity-provider"
  | "no-certificate"
  | "bad-certificate"
  | "no-redirect-address"
  | "bad-address"
  | "expired";

export type MetadataRead = { ok: true; metadata: IdpMetadata } | { ok: false; flaw: MetadataFlaw; detail: string };
