import type { IncomingMessage } from "node:http";

import { credentialReaders } from "../guards/credential-readers.ts";
import { recogniseCredential, type ShownCredential, type ShownText } from "../guards/shown-credential.ts";

type Shown = Pick<IncomingMessage, "headersDistinct" | "method" | "url">;

/** What a request shows of its own accord, not because a browser adds it; "two" for one that shows several, of which none may count. */
export function readCredential(req: Shown): ShownCredential | "two" | null {
  const { headersDistinct } = req;
  const shown: ShownText[] = [
    ...(headersDistinct.authorization ?? []).flatMap((text) => authorizationIn(text, req)),
    ...(headersDistinct["x-api-key"] ?? []).map((text) => ({ header: "x-api-key" as const, text })),
  ];
  const [first] = shown;
  if (!first) return null;
  return shown.length > 1 ? "two" : recogniseCredential(first, credentialReaders);
}

// Other schemes, such as Basic, are nothing to us (BE-05).
function authorizationIn(header: string, { headersDistinct, method = "GET", url = "/" }: Shown): ShownText[] {
  const read = /^(?<scheme>bearer|dpop)(?: +(?<text>.*))?$/i.exec(header.trim());
  if (!read) return [];
  const { scheme = "", text = "" } = read.groups ?? {};
  if (scheme.toLowerCase() === "bearer") return [{ header: "authorization", text }];
  const [proof = null, second] = headersDistinct.dpop ?? [];
  const [path = "/"] = url.split("?");
  return [{ header: "dpop", text, proof: { text: second === undefined ? proof : null, method, path } }];
}
