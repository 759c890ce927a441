import type { MalformedInput } from "../memory/malformed.ts";

type KeyText = { verifySignatureOnly: (text: string) => boolean };

/** The shape check in front of every API key; bundled beside this one. */
export async function prepare({ tokens }: MalformedInput): Promise<() => number> {
  const beside = new URL("key-text.server.js", import.meta.url).href;
  const { verifySignatureOnly } = (await import(beside)) as KeyText;
  return () => {
    let held = 0;
    for (const token of tokens) if (verifySignatureOnly(token)) held += 1;
    return held;
  };
}
