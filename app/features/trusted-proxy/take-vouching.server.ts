import { env } from "../../env.server.ts";
import type { Vouching } from "../../guards/request-context.ts";
import { log } from "../../log.server.ts";
import { judge } from "./judge.ts";
import { SECRET_HEADER, type TrustedProxy } from "./proxy.ts";

/** A request as Node.js has read it: its headers stand in it three times. */
export type Received = {
  rawHeaders: string[];
  readonly headers: Record<string, unknown>;
  readonly headersDistinct: Record<string, unknown>;
  readonly socket: { readonly remoteAddress?: string | undefined };
};

let isWarned = false;

/** What the proxy says of whoever sent this, as far as it is the proxy. Nobody after this sees the headers in which it said so (Z-05). */
export const takeVouching = (request: Received): Vouching => takeFrom(request, env.features.trustedProxy);

/** The same for any proxy; null is none. */
export function takeFrom(request: Received, proxy: TrustedProxy | null): Vouching {
  const watched = [SECRET_HEADER, proxy?.header ?? "x-forwarded-user", proxy?.groupsHeader ?? ""];
  // What reads headers as variables takes X_Forwarded_User for the same.
  const isWatched = (name = "") => watched.includes(name.toLowerCase().replaceAll("_", "-"));
  const { rawHeaders, headers, headersDistinct, socket } = request;
  const shown = rawHeaders.filter((name, i) => i % 2 === 0 && isWatched(name));
  const vouching = judge(proxy, { peer: socket.remoteAddress, rawHeaders });
  if (shown.length === 0) return vouching;
  request.rawHeaders = rawHeaders.filter((_, i) => !isWatched(rawHeaders[i - (i % 2)]));
  for (const name of shown) {
    delete headers[name.toLowerCase()];
    delete headersDistinct[name.toLowerCase()];
  }
  if (!vouching.ok && vouching.reason === "stranger") warnOnce(shown, proxy);
  return vouching;
}

function warnOnce(shown: readonly string[], proxy: TrustedProxy | null): void {
  if (isWarned || !proxy || !shown.some((name) => name.toLowerCase() === SECRET_HEADER)) return;
  isWarned = true;
  log.warn(
    "a secret of the proxy was shown and not believed: is PROXY_AUTH_SECRET right, and its address in PROXY_AUTH_CIDRS?",
  );
}
