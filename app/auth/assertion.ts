/**
 * What another place (an OpenID provider, a directory) says of somebody who has just signed in there. `authority` and `subject` together
 * name an identity; the address and the user name never do. `emailVerified` only when the place says so outright (OC09).
 */
export type Assertion = {
  readonly authority: string;
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly groups: readonly string[];
  readonly profile: Readonly<Record<string, unknown>>;
};
