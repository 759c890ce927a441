import { randomBytes } from "node:crypto";

import type { Input } from "./start.ts";

/** Texts that cannot be a signed token, whatever the key. None of them is to hold. */
export type MalformedInput = Input & { tokens: string[] };

/** What scanners send: too short, too long, a character or a separator that is none of ours, another library's cookie. */
export const malformedTokens = (): MalformedInput =>
  madeOf([
    () => random(8),
    () => `1.${random(6)}.${random(32)}.${random(16)}x`,
    () => `1.${random(6)}.${random(31)}+.${random(16)}`,
    () => `1.${random(6)}:${random(32)}.${random(16)}`,
    () => `${random(24)}.${randomBytes(32).toString("base64")}`,
  ]);

/** The same for keys: too short, too long, a wrong character, an unknown version of the signing key, somebody else's key. */
export const malformedKeys = (): MalformedInput =>
  madeOf([
    () => `gh_live_1${random(16)}`,
    () => `gh_live_1${random(32)}_${random(16)}xx`,
    () => `gh_live_1${random(31)}+_${random(16)}`,
    () => `gh_live_9${random(32)}_${random(16)}`,
    () => `sk_live_${random(48)}`,
  ]);

function madeOf(kinds: readonly (() => string)[]): MalformedInput {
  const tokens = Array.from({ length: 200 }, () => kinds.map((make) => make())).flat();
  return { tokens, cases: tokens.length, holding: 0 };
}

const random = (bytes: number) => randomBytes(bytes).toString("base64url");
