import type { IncomingMessage } from "node:http";

import { credentialReaders } from "../guards/credential-readers.ts";
import { recogniseCredential, type ShownCredential, type ShownText } from "../guards/shown-credential.ts";

/** What a request shows of its own accord, not because a browser adds it; "two" for one that shows several, of which none may count. */
export function readCredential({
  headersDistinct,
}: Pick<IncomingMessage, "headersDistinct">): ShownCredential | "two" | null {
  const shown: ShownText[] = [
    ...(headersDistinct.authorization ?? []).flatMap(bearerIn),
    ...(headersDistinct["x-api-key"] ?? []).map((text) => ({ header: "x-api-key" as const, text })),
  ];
  const [first] = shown;
  if (!first) return null;
  return shown.length > 1 ? "two" : recogniseCredential(first, credentialReaders);
}

// Other schemes, such as Basic, are nothing to us (BE-05).
function bearerIn(header: string): ShownText[] {
  const read = /^bearer(?: +(?<text>.*))?$/i.exec(header.trim());
  return read ? [{ header: "authorization", text: read.groups?.text ?? "" }] : [];
}
