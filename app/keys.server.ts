import { generateKeyPairSync, randomBytes } from "node:crypto";

import type { VersionedKey } from "./env-keys.ts";
import { env } from "./env.server.ts";
import type { TokenKey } from "./token-key.ts";

/**
 * The keys that sign sessions, devices and form tokens, newest first. Outside production a missing setting means
 * a random key for this process: nothing to configure, and nothing that a fork could ship by mistake.
 */
export const sessionKeys: readonly VersionedKey[] = env.SESSION_SIGNING_KEYS ?? [
  { version: "1", secret: randomBytes(32).toString("base64url") },
];

/** The keys that encrypt what rests in the database, newest first. Left out, they are derived from the session keys. */
export const dataKeys: readonly VersionedKey[] = env.DATA_ENCRYPTION_KEYS ?? sessionKeys;

/** The keys that sign tokens for programs, newest first; none in production where they are not set, and no tokens then. */
export const tokenKeys: readonly TokenKey[] =
  env.tokenKeys.length > 0 || env.isProduction ? env.tokenKeys : [tokenKeyOfThisProcess()];

function tokenKeyOfThisProcess(): TokenKey {
  const { privateKey: signs, publicKey: verifies } = generateKeyPairSync("ed25519");
  return { kid: "this-process", alg: "EdDSA", signs, verifies };
}
