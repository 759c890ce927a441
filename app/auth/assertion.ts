/** What another place says of somebody who has just signed in there. */
export type Assertion = {
  /** Who gives out the subjects: the issuer, or for plain OAuth 2 the address of the user information. With `subject` it is the key. */
  authority: string;
  subject: string;
  email: string | null;
  /** True only where the place says outright that the address is theirs (OC09). */
  emailVerified: boolean;
  /** True only where the place was asked to let them show themselves anew, and says that they just did. */
  signedInAnew: boolean;
  /** A user name they might like, in whatever form they have it there. */
  username: string | null;
  firstName: string;
  lastName: string;
  groups: readonly string[];
  /** All that it said of them, for handlers under `{ method }`. */
  profile: Readonly<Record<string, unknown>>;
};
