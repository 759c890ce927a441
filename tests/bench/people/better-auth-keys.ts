import { ask } from "../database.ts";

/** What programs show to better-auth: keys that leave no trace of their use, keys whose last use it writes down, and unknown ones. */
export type BetterAuthKeys = { silent: string[]; noting: string[]; unknown: string[] };

/**
 * Gives everybody in better-auth's tables a key that leaves no trace, and the participants one whose use is written down at each call, which
 * is what the plugin does unless a key has no limit of its own.
 */
export async function seedBetterAuthKeys(url: string, people: number, participants: readonly number[]) {
  const everybody = Array.from({ length: people }, (_, i) => i + 1);
  await ask(url, insertKeys("silent", "true, null, null"), [everybody]);
  await ask(url, insertKeys("noting", "false, 86400000, 10"), [participants]);
  await ask(url, "vacuum analyze apikey");
  const keys = (kind: string) => participants.map((n) => `${kind}-${String(n).padStart(57, "0")}`);
  return { silent: keys("silent"), noting: keys("noting"), unknown: keys("forged") } satisfies BetterAuthKeys;
}

// Only the hash of a key is kept: SHA-256 as base64url, without the `=` at its end.
const insertKeys = (kind: string, limit: string) => `
  insert into apikey (id, "configId", "referenceId", key, enabled, "rateLimitEnabled", "rateLimitTimeWindow", "rateLimitMax", "requestCount",
    permissions, "createdAt", "updatedAt")
  select '${kind}-' || n, 'default', 'user-' || lpad(n::text, 7, '0'),
    rtrim(translate(encode(sha256(convert_to('${kind}-' || lpad(n::text, 57, '0'), 'UTF8')), 'base64'), '+/', '-_'), '='),
    true, ${limit}, 0, '{"project":["read"]}', now(), now()
  from unnest($1::int[]) as n`;
