import { z } from "zod";

import { readTokenKey, type TokenKey } from "./token-key.ts";

const SETTING = "TOKEN_SIGNING_KEYS";
const jwkShape = z.looseObject({});

/**
 * Reads `kid:JWK,kid:JWK` with the JWKs as base64url, newest first. None when it is not set; every key that is unsafe or unreadable is a
 * problem of its own (JW14).
 */
export function readTokenKeys(source: Readonly<Record<string, string | undefined>>): {
  keys: readonly TokenKey[];
  problems: readonly string[];
} {
  const text = source[SETTING]?.trim() ?? "";
  if (text === "") return { keys: [], problems: [] };
  const read = text.split(",").map(readEntry);
  const keys = read.flatMap((one) => ("flaw" in one ? [] : [one]));
  const problems = read.flatMap((one, i) => ("flaw" in one ? [`${SETTING}: key ${i + 1} ${one.flaw}`] : []));
  const kids = keys.map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) problems.push(`${SETTING}: names one key twice`);
  const [newest] = read;
  if (newest && !("flaw" in newest) && !newest.signs)
    problems.push(`${SETTING}: key 1 must have its private half, since it signs`);
  return { keys: problems.length > 0 ? [] : keys, problems };
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
