/** The user name of the n-th person, in every library's table. */
export const usernameOf = (n: number): string => `person-${String(n).padStart(7, "0")}`;

/** The session token of the n-th person: 43 characters, as ours are. The tables are filled in SQL by the same rule. */
export const tokenOf = (n: number): string => `session-${String(n).padStart(35, "0")}`;

/** The people who take part in a run: `count` of them, spread over the whole table. */
export const participants = (people: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => 1 + i * Math.floor(people / count));
