import { verify } from "@node-rs/bcrypt";

/** True for a hash that some earlier system made with bcrypt. */
export const isBcrypt = (hashed: string): boolean => /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hashed);

/**
 * Verifies a password against an imported bcrypt hash, so that people moved here from another system keep their passwords (PW-13).
 * Only ever verifies: the first sign-in replaces the hash by argon2id. Never throws. Nobody imported? Delete this file and its two uses.
 */
export async function verifyBcrypt(raw: string, hashed: string): Promise<boolean> {
  try {
    return await verify(raw, hashed);
  } catch {
    return false;
  }
}
