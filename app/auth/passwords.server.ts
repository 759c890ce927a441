import { argon2 as encoder } from "./argon2.server.ts";
import { isBcrypt, verifyBcrypt } from "./bcrypt-import.server.ts";
import { inHashQueue } from "./hash-queue.server.ts";

const LONGEST_BYTES = 1024;

/** True when `raw` is longer than any password we hash: 1,024 bytes of UTF-8. Checked before hashing (PP-05, PW08). */
export const isOverlong = (raw: string): boolean => Buffer.byteLength(raw) > LONGEST_BYTES;

/** Turns a password into a PHC string with a random salt (PW-03). Throws when overlong; rejects when the hasher is busy. */
export async function hashPassword(raw: string): Promise<string> {
  if (isOverlong(raw)) throw new RangeError("an overlong password must be refused before it is hashed");
  return inHashQueue(() => encoder.hash(normalized(raw)));
}

/**
 * True when `raw` is the password behind `hashed` (PW-04). Empty and overlong passwords, missing, damaged and foreign hashes
 * give false (PW-05). Rejects only when the hasher is busy.
 */
export async function verifyPassword(raw: string, hashed: string | null): Promise<boolean> {
  if (raw === "" || isOverlong(raw) || !hashed) return false;
  return inHashQueue(() => (isBcrypt(hashed) ? verifyBcrypt(raw, hashed) : encoder.verify(normalized(raw), hashed)));
}

/** Does the work of one verification for nobody, so that an unknown name takes as long as a wrong password (LG-03, PW02). */
export async function verifyNothing(raw: string): Promise<false> {
  nobodysHash ??= await hashPassword("nobody has this password");
  await verifyPassword(raw, nobodysHash);
  return false;
}

let nobodysHash: string | undefined;

/** True when `hashed` was not made as new ones are today, so that the next sign-in should replace it (PW-07). */
export const needsRehash = (hashed: string): boolean => encoder.needsRehash(hashed);

// One password typed on two keyboards can arrive in two encodings of the same text.
const normalized = (raw: string): string => raw.normalize("NFC");
