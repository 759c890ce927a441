import type { IncomingHttpHeaders } from "node:http";

/**
 * True when an unsafe request may have come from a page of ours. Fetch metadata must say same-origin or none, where it is sent (CS03);
 * Origin must be exactly the configured one (CS01, CS02, CS05), and without it the Referer must be a page of ours, where that is sent.
 * A request with none of them passes here and needs the form token (CS04). Host and forwarding headers are never asked (CS06).
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (headers.origin !== undefined) return headers.origin === origin;
  return headers.referer === undefined || headers.referer === origin || headers.referer.startsWith(`${origin}/`);
}
