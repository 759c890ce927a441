/** A name identifier (SAML Core 2.2.3). `format` is a URI; left out it means "unspecified". */
export type NameId = {
  readonly value: string;
  readonly format: string;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
};

/** What an identity provider said of somebody: read from what it signed, and from nothing else (SA-09). */
export type VerifiedAssertion = {
  readonly id: string;
  readonly issuer: string;
  readonly nameId: NameId;
  readonly sessionIndex: string | null;
  /** When the person showed themselves there. */
  readonly authnInstant: Date;
  /** Until when it counts, our tolerance included: until then its id must be remembered (SA19). */
  readonly expiresAt: Date;
  /** Values by the attribute's `Name`, in their order. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
};
