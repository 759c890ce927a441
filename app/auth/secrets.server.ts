import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of `bytes` random bytes as URL-safe text: 32 bytes give 43 characters, 256 bits. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString("base64url");

/** What a default random token looks like, for those who sign and check one. */
export const randomTokenForm = { length: 43, pattern: /[\w-]+/ };

/** True for a text that looks like a default random token. */
export const isRandomToken = (text: string): boolean => text.length === randomTokenForm.length && /^[\w-]+$/.test(text);

/** What is stored of a random secret: its SHA-256, as 64 hex digits. Only for secrets with full entropy, never for passwords. */
export const hashToken = (token: string): string => hash("sha256", token, "hex");

/** Compares two secrets in a time that tells nothing about where they differ. Texts of different length are unequal. */
export function secretsMatch(a: string, b: string): boolean {
  // Hashing first makes both sides equally long, which timingSafeEqual demands.
  return timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer"));
}
