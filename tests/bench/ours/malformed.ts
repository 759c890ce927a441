import { randomTokenForm } from "#app/auth/secrets.server.ts";
import { makeSigner } from "#app/auth/signing.server.ts";

import type { MalformedInput } from "../memory/malformed.ts";

/** The shape check in front of every signed token. */
export function prepare({ tokens }: MalformedInput): () => number {
  const signer = makeSigner(
    [{ version: "1", secret: "a-key-that-only-the-bench-knows-0123456789" }],
    "the bench",
    randomTokenForm,
  );
  return () => {
    let held = 0;
    for (const token of tokens) if (signer.verify(token) !== null) held += 1;
    return held;
  };
}
