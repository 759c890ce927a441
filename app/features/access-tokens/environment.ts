import { z } from "zod";

import { readTokenKey, type TokenKey } from "./token-key.ts";

type Source = Readonly<Record<string, string | undefined>>;

/** What the environment says of tokens: the keys, newest first, and whom tokens are for; null stands for the address of the app. */
export type TokenSettings = { readonly keys: readonly TokenKey[]; readonly audience: string | null };

const KEYS = "TOKEN_SIGNING_KEYS";
const AUDIENCE = "TOKEN_AUDIENCE";
const jwkShape = z.looseObject({});

/** Reads `TOKEN_SIGNING_KEYS` and `TOKEN_AUDIENCE`. Null without keys; every key that is unsafe or unreadable is a problem of its own (JW14). */
export function readTokenSettings(source: Source): {
  settings: TokenSettings | null;
  problems: readonly string[];
} {
  const text = source[KEYS]?.trim() ?? "";
  const audience = source[AUDIENCE]?.trim() || null;
  if (text === "") return { settings: null, problems: audience === null ? [] : [`${AUDIENCE}: needs ${KEYS}`] };
  const read = text.split(",").map(readEntry);
  const keys = read.flatMap((one) => ("flaw" in one ? [] : [one]));
  const problems = read.flatMap((one, i) => ("flaw" in one ? [`${KEYS}: key ${i + 1} ${one.flaw}`] : []));
  const kids = keys.map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) problems.push(`${KEYS}: names one key twice`);
  const [newest] = read;
  if (newest && !("flaw" in newest) && !newest.signs)
    problems.push(`${KEYS}: key 1 must have its private half, since it signs`);
  if (audience !== null && !/^[\x21-\x7e]{1,200}$/.test(audience))
    problems.push(`${AUDIENCE}: must be plain characters without spaces, 200 at most`);
  return problems.length > 0 ? { settings: null, problems } : { settings: { keys, audience }, problems };
}

function readEntry(entry: string): TokenKey | { flaw: string } {
  const [, kid, encoded] = /^([\w.-]{1,64}):([\w-]+)$/.exec(entry.trim()) ?? [];
  const jwk = encoded === undefined ? null : readJson(encoded);
  return kid === undefined || !jwk ? { flaw: "must look like kid:JWK, the JWK as base64url" } : readTokenKey(kid, jwk);
}

function readJson(encoded: string) {
  try {
    return jwkShape.parse(JSON.parse(Buffer.from(encoded, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}
