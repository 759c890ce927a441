import { makeMac, macsMatch, type Mac } from "./mac.server.ts";
import { sessionKeys } from "../keys.server.ts";

const PURPOSE = "session auth hash";

/** What ties a session to a password: changes whenever `passwordHash` does, and reveals nothing about it (SH-01). */
export const getSessionAuthHash = (passwordHash: string | null, secret: string): string =>
  fingerprint(macFor(secret), passwordHash);

/** True when `sessionHash` was made from `passwordHash` under `secret`; an empty one never is. Takes the same time either way (SH-03). */
export function verifySessionAuthHash(given: {
  sessionHash: string;
  passwordHash: string | null;
  secret: string;
}): boolean {
  return given.sessionHash !== "" && macsMatch(given.sessionHash, getSessionAuthHash(given.passwordHash, given.secret));
}

/** The stamp for a new session, under the newest key. */
export const stampSession = (passwordHash: string | null): string => getSessionAuthHash(passwordHash, newestSecret());

/** True when the stamp still fits the password, under any listed key: rotating keys signs nobody out (SH-06). */
export const stampFits = (stamp: string, passwordHash: string | null): boolean =>
  sessionKeys.some(({ secret }) => verifySessionAuthHash({ sessionHash: stamp, passwordHash, secret }));

const newestSecret = () => {
  const [newest] = sessionKeys;
  if (!newest) throw new Error("there is no session key");
  return newest.secret;
};

const fingerprint = (mac: Mac, passwordHash: string | null) => mac(passwordHash ?? "no password");

const macs = new Map<string, Mac>();
const macFor = (secret: string): Mac => {
  const known = macs.get(secret) ?? makeMac(secret, PURPOSE);
  macs.set(secret, known);
  return known;
};
