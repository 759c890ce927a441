import { dnText, parseDn } from "./dn.ts";

const LONGEST = 256;

/**
 * True for what a directory may be asked about at all. Nothing, blanks and what cannot be seen never reach one: with an empty name a server
 * may take a bind for an anonymous one and call that a success (LD-02).
 */
export const isDirectoryName = (name: string): boolean =>
  name.trim() !== "" && name.length <= LONGEST && !/[\p{C}\p{DI}\p{Zl}\p{Zp}]/u.test(name);

/** True for a password that may be sent: an empty one binds nobody, and succeeds (LD-02, LD01). */
export const isDirectoryPassword = (password: string): boolean => password.trim() !== "" && !password.includes("\0");

/** True for a template that makes the name of one entry of a user name: `uid={username},ou=people,dc=example,dc=com`. */
export const isDnTemplate = (template: string): boolean =>
  (parseDn(template) ?? []).flat().filter(({ value }) => value.includes("{username}")).length === 1;

/** The name that a template makes of a user name, which stays one value whatever stands in it (Z-04, LD03; decision 18). */
export const dnFrom = (template: string, username: string): string =>
  dnText(
    (parseDn(template) ?? []).map((step) =>
      step.map(({ type, value }) => ({ type, value: value.split("{username}").join(username) })),
    ),
  );
