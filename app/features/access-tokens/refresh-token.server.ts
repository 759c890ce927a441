import { makeMac, type Mac } from "../../auth/mac.server.ts";
import { hashToken, randomToken } from "../../auth/secrets.server.ts";
import { sessionKeys } from "../../keys.server.ts";

/**
 * A refresh token: `ghr_`, one character that names the key under which its successor is made, 43 characters of secret. `hash`, of both, is
 * all that is stored. It is no JWT, and nothing can be read in it (JT-09).
 */
export type RefreshToken = {
  readonly text: string;
  readonly hash: string;
  readonly version: string;
  readonly secret: string;
};

const FORM = /^ghr_([0-9a-z])([\w-]{43})$/;

/** A new refresh token, for somebody who has just signed in: 256 random bits. */
export const newRefreshToken = (): RefreshToken => tokenOf(newestVersion, randomToken());

/** A text as a refresh token; null for one that does not look like it, or names a key that is listed no more. */
export function readRefreshToken(text: string): RefreshToken | null {
  const [, version = "", secret = ""] = FORM.exec(text) ?? [];
  return macs.has(version) ? tokenOf(version, secret) : null;
}

/**
 * What can take the place of this token: always the same, so that it can be given again although only hashes are stored (decision on
 * successors). One for each listed key, newest first: which of them it became depends on the process that was asked, since while keys are
 * changed not all have the same list. Whoever has one token cannot compute the next without our key.
 */
export function successorsOf({ version, secret }: RefreshToken): readonly [RefreshToken, ...RefreshToken[]] {
  const pair = macs.get(version);
  if (!pair) throw new Error("there is no key for the successor");
  const [first, second] = pair;
  const next = (first(secret) + second(secret)).slice(0, 43);
  return [tokenOf(newestVersion, next), ...olderVersions.map((older) => tokenOf(older, next))];
}

const tokenOf = (version: string, secret: string): RefreshToken => ({
  text: `ghr_${version}${secret}`,
  hash: hashToken(version + secret),
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

const [newestVersion = "", ...olderVersions] = sessionKeys.map(({ version }) => version);
