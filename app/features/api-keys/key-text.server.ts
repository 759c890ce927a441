import { makeMac, macsMatch, type Mac } from "../../auth/mac.server.ts";
import { hashToken, randomToken } from "../../auth/secrets.server.ts";
import { env } from "../../env.server.ts";
import { sessionKeys } from "../../keys.server.ts";

/** How every key begins, for people and for programs that look for secrets in the wrong places. */
export const KEY_BEGINS = "gh_live_";
const VERSION_AT = KEY_BEGINS.length;
const MESSAGE_LENGTH = VERSION_AT + 1 + 43; // 52 characters: one block of the hash (see `auth/mac.server.ts`)
const MAC_LENGTH = 22;
const KEY_LENGTH = MESSAGE_LENGTH + 1 + MAC_LENGTH;
const SHOWN_LENGTH = VERSION_AT + 5;
const form = new RegExp(`^${KEY_BEGINS}[0-9a-z][\\w-]{43}_[\\w-]{${MAC_LENGTH}}$`);

const signingKeys = env.features.apiKeys.signingKeys ?? sessionKeys;
const macs = new Map<string, Mac>(signingKeys.map(({ version, secret }) => [version, makeMac(secret, "API key")]));

/** A key that has just been made: the whole text, which exists only here, and what may be kept of it. */
export type NewKey = { key: string; keyHash: string; prefix: string };

/** Makes a key: 256 random bits between its beginning with the version of the signing key, and a checksum (AK-02, KR-07). */
export function makeKey(): NewKey {
  const [newest] = signingKeys;
  const message = `${KEY_BEGINS}${newest?.version}${randomToken()}`;
  const key = `${message}_${macs.get(newest?.version ?? "")?.(message)}`;
  return { key, keyHash: hashToken(key), prefix: key.slice(0, SHOWN_LENGTH) };
}

/**
 * True for a key that we have made, living or not; false for everything else, without the database (AK-05). Length and beginning first, then the
 * characters, then the version: an unknown one is refused before any checksum, and several keys are never tried in turn (AK-06).
 */
export function verifySignatureOnly(text: string): boolean {
  if (text.length !== KEY_LENGTH || !text.startsWith(KEY_BEGINS) || !form.test(text)) return false;
  const expected = macs.get(text.charAt(VERSION_AT))?.(text.slice(0, MESSAGE_LENGTH));
  return expected !== undefined && macsMatch(expected, text.slice(-MAC_LENGTH));
}
