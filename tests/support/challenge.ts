/** The challenge of a 401, without the way in for programs that it may name behind that; null for an answer without one. */
export const challengeOf = ({ headers }: Response): string | null =>
  headers.get("WWW-Authenticate")?.replace(/,? resource_metadata="[^"]*"$/, "") ?? null;
