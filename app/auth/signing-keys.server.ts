import { env } from "../env.server.ts";
import type { VersionedKey } from "../env-keys.ts";
import { randomToken } from "./secrets.server.ts";

/**
 * The keys that sign sessions, devices and form tokens, newest first. Outside production a missing setting means
 * a random key for this process: nothing to configure, and nothing that a fork could ship by mistake.
 */
export const sessionKeys: readonly VersionedKey[] = env.SESSION_SIGNING_KEYS ?? [
  { version: "1", secret: randomToken() },
];
