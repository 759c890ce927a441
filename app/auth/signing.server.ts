import type { VersionedKey } from "../env-keys.ts";
import { makeMac, macsMatch, type Mac } from "./mac.server.ts";
import { randomToken } from "./secrets.server.ts";

const SALT_BYTES = 6; // 8 characters: two tokens for one payload differ (KR-03)
const MAC_LENGTH = 22;
const PAYLOAD_AT = 11; // behind "v.salt678."

/** What a payload looks like: its exact length, and the characters it may be made of. */
export type PayloadForm = { length: number; pattern: RegExp };

export type Signer = {
  /** Signs `payload` (URL-safe characters and dots) with the newest key: `version.salt.payload.mac`. */
  sign: (payload: string) => string;
  /** The payload of a token that one of the listed keys signed, else null. Costs one checksum and never touches the database. */
  verify: (token: string) => string | null;
};

/**
 * Makes and checks signed texts for one `purpose`. The first of `keys` signs, every listed one verifies;
 * taking a key off the list invalidates exactly the tokens it signed (KR-01, KR-02, KR-04). `payload` is the form of what is signed:
 * a text of another length or with other characters is refused before any checksum is computed.
 */
export function makeSigner(keys: readonly VersionedKey[], purpose: string, payload: PayloadForm): Signer {
  const newest = keys[0];
  if (!newest) throw new Error(`there is no key to sign ${purpose}`);
  const macs = new Map<string, Mac>(keys.map((key) => [key.version, makeMac(key.secret, purpose)]));
  const length = PAYLOAD_AT + payload.length + 1 + MAC_LENGTH;
  const form = new RegExp(`^[0-9a-z]\\.[\\w-]{8}\\.(?:${payload.pattern.source})\\.[\\w-]{${MAC_LENGTH}}$`);
  return {
    sign(text) {
      const message = `${newest.version}.${randomToken(SALT_BYTES)}.${text}`;
      return `${message}.${macs.get(newest.version)?.(message)}`;
    },
    verify(token) {
      if (token.length !== length || !form.test(token)) return null;
      const message = token.slice(0, -MAC_LENGTH - 1);
      // The token names its key: an unknown version is refused outright, and several keys are never tried in turn.
      const expected = macs.get(token.charAt(0))?.(message);
      return expected !== undefined && macsMatch(expected, token.slice(-MAC_LENGTH)) ? message.slice(PAYLOAD_AT) : null;
    },
  };
}
