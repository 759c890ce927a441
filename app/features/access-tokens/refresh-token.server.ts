import { makeMac, type Mac } from "../../auth/mac.server.ts";
import { hashToken, randomToken } from "../../auth/secrets.server.ts";
import { sessionKeys } from "../../keys.server.ts";

/**
 * A refresh token: `ghr_`, one character that names the key under which its successor is made, 43 characters of secret. `hash` is all that is
 * stored. It is no JWT, and nothing can be read in it (JT-09).
 */
export type RefreshToken = {
  readonly text: string;
  readonly hash: string;
  readonly version: string;
  readonly secret: string;
};

const FORM = /^ghr_([0-9a-z])([\w-]{43})$/;

/** A new refresh token, for somebody who has just signed in: 256 random bits. */
export const newRefreshToken = (): RefreshToken => tokenOf(newestVersion(), randomToken());

/** A text as a refresh token; null for one that does not look like it, or names a key that is listed no more. */
export function readRefreshToken(text: string): RefreshToken | null {
  const [, version = "", secret = ""] = FORM.exec(text) ?? [];
  return macs.has(version) ? tokenOf(version, secret) : null;
}

/**
 * The token that takes the place of this one: always the same, so that it can be given again although only hashes are stored (decision on
 * successors). Whoever has one token cannot compute the next without our key.
 */
export function successorOf({ version, secret }: RefreshToken): RefreshToken {
  const pair = macs.get(version);
  if (!pair) throw new Error("there is no key for the successor");
  const [first, second] = pair;
  return tokenOf(newestVersion(), (first(secret) + second(secret)).slice(0, 43));
}

const tokenOf = (version: string, secret: string): RefreshToken => ({
  text: `ghr_${version}${secret}`,
  hash: hashToken(secret),
  version,
  secret,
});

// Two of them, because one is 128 bits.
const macs = new Map<string, readonly [Mac, Mac]>(
  sessionKeys.map(({ version, secret }) => [
    version,
    [makeMac(secret, "refresh token successor 1"), makeMac(secret, "refresh token successor 2")],
  ]),
);

function newestVersion(): string {
  const [newest] = sessionKeys;
  if (!newest) throw new Error("there is no session key");
  return newest.version;
}
