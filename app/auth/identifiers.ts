/** How a user name is compared: without outer spaces, A–Z in lower case. Two spellings of one canonical name are one account (UM-03, PW22). */
export const canonicalUsername = (username: string): string => folded(username);

/** How an e-mail address is compared: the same rule, so a look-alike from another alphabet is somebody else (PW22). */
export const canonicalEmail = (email: string): string => folded(email);

/** An identifier with an `@` is an e-mail address; user names cannot contain one (C-25). */
export const isEmail = (identifier: string): boolean => identifier.includes("@");

/** "Alice Smith"; just one of the two when the other is empty; the empty text when both are (UM-06). */
export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim();

/** How a letter addresses somebody. */
export const greetingName = (person: { firstName: string; lastName: string; username: string }): string =>
  person.firstName || fullName(person) || person.username;

// Unicode's own folding maps some foreign letters onto ASCII ones (the Kelvin sign becomes "k"): a way into another's account.
const folded = (text: string) => text.replace(/^ +| +$/g, "").replace(/[A-Z]/g, (letter) => letter.toLowerCase());
