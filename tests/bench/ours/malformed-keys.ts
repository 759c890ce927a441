import { verifySignatureOnly } from "#app/features/api-keys/key-text.server.ts";

import type { MalformedInput } from "../memory/malformed.ts";

/** The shape check in front of every API key. */
export function prepare({ tokens }: MalformedInput): () => number {
  return () => {
    let held = 0;
    for (const token of tokens) if (verifySignatureOnly(token)) held += 1;
    return held;
  };
}
