/** Somebody else whose access tokens count here, as the operator has named them. */
export type TrustedIssuer = {
  /** As it stands in each of its tokens, to the letter. */
  readonly issuer: string;
  /** Whom its tokens must be for, so that they are for us: to the letter. */
  readonly audience: string;
  /** Which of our roles its programs get, by the roles that its tokens name; "*" stands for every token. Empty: none. */
  readonly roleMap: Readonly<Record<string, readonly string[]>>;
};

/** In a role map: every program that the issuer vouches for. */
export const EVERY_PROGRAM = "*";
