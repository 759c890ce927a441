/** What turns a password into something that may be stored, and back into a yes or no (PW-11). `verify` never throws. */
export type PasswordEncoder = {
  hash: (raw: string) => Promise<string>;
  verify: (raw: string, hashed: string) => Promise<boolean>;
  needsRehash: (hashed: string) => boolean;
};

/** True when `candidate` has everything that a password encoder needs. */
export function isPasswordEncoder(candidate: unknown): candidate is PasswordEncoder {
  if (typeof candidate !== "object" || candidate === null) return false;
  return ["hash", "verify", "needsRehash"].every((name) => typeof Reflect.get(candidate, name) === "function");
}
