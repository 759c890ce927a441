import { z } from "zod";

/** One version of a signing secret. The version is a single character, so that a token can name it in one byte. */
export type VersionedKey = { readonly version: string; readonly secret: string };

const LEAST_LENGTH = 32;
const LEAST_DISTINCT_CHARACTERS = 12;
const EXAMPLES = ["change-me", "changeme", "your-secret", "secret-key", "example", "replace-with", "placeholder"];

/**
 * Reads `2:secret,1:secret`, newest first, into versioned keys (KR-05).
 * Refuses short, repetitive and well-known secrets and doubled versions, naming each (CF-01, CF-02).
 */
export const keyList = z.string().transform((text, context): VersionedKey[] => {
  const keys = text.split(",").map(readKey);
  const problems = keys.flatMap((key, i) => problemsOf(key, i + 1));
  if (new Set(keys.map((key) => key.version)).size < keys.length) problems.push("names one version twice");
  for (const message of problems) context.addIssue({ code: "custom", message });
  return keys;
});

function readKey(entry: string): VersionedKey {
  const [version = "", ...rest] = entry.trim().split(":");
  return { version, secret: rest.join(":") };
}

function problemsOf({ version, secret }: VersionedKey, position: number): string[] {
  const where = `key ${position}`;
  if (!/^[0-9a-z]$/.test(version))
    return [`${where} must look like 1:secret, with one digit or lower-case letter as its version`];
  const flaw = flawOfSecret(secret);
  return flaw === null ? [] : [`${where} ${flaw}`];
}

/** What is wrong with a secret that somebody has configured: short, well known or repetitive; null when nothing is. */
export function flawOfSecret(secret: string): string | null {
  if (secret.length < LEAST_LENGTH)
    return `must have at least ${LEAST_LENGTH} characters; \`npm run secret\` makes one`;
  if (EXAMPLES.some((word) => secret.toLowerCase().includes(word)))
    return "is an example value; `npm run secret` makes a real one";
  if (new Set(secret).size < LEAST_DISTINCT_CHARACTERS)
    return "is too easy to guess; `npm run secret` makes a real one";
  return null;
}
