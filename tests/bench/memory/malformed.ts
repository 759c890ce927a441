import { randomBytes } from "node:crypto";

import type { Input } from "./start.ts";

/** Texts that cannot be a signed token, whatever the key. None of them is to hold. */
export type MalformedInput = Input & { tokens: string[] };

/** What scanners send: too short, too long, a character or a separator that is none of ours, another library's cookie. */
export function malformedTokens(): MalformedInput {
  const kinds = [
    () => random(8),
    () => `1.${random(6)}.${random(32)}.${random(16)}x`,
    () => `1.${random(6)}.${random(31)}+.${random(16)}`,
    () => `1.${random(6)}:${random(32)}.${random(16)}`,
    () => `${random(24)}.${randomBytes(32).toString("base64")}`,
  ];
  const tokens = Array.from({ length: 200 }, () => kinds.map((make) => make())).flat();
  return { tokens, cases: tokens.length, holding: 0 };
}

const random = (bytes: number) => randomBytes(bytes).toString("base64url");
