import { isInRanges, readAddress } from "../../addresses.ts";
import { canonicalUsername } from "../../auth/identifiers.ts";
import { secretsMatch } from "../../auth/secrets.server.ts";
import type { Vouching } from "../../guards/request-context.ts";
import { SECRET_HEADER, type TrustedProxy } from "./proxy.ts";

/** What arrived on a socket: where that leads to, and the headers as they were sent, a name and a value in turn. */
export type Sent = { readonly peer: string | undefined; readonly rawHeaders: readonly string[] };

// One name, whole: with a comma in it, it may be two that a proxy in between has joined.
const NAME = /^[\x21-\x2b\x2d-\x7e]{1,255}$/;
const GROUP = /^[\x20-\x2b\x2d-\x7e]{1,255}$/;
const MOST_GROUPS = 200;

/**
 * Who this is by the word of the proxy (CB-05, CB-07): believed only when the socket itself comes from one of its addresses, and with its
 * secret, compared in constant time. A header that stands there twice, or whose value is not one plain name, says nothing: whoever sent one
 * of the two may be anybody.
 */
export function judge(proxy: TrustedProxy | null, { peer, rawHeaders }: Sent): Vouching {
  if (!proxy || !isInRanges(readAddress(peer) ?? "", proxy.ranges)) return { ok: false, reason: "stranger" };
  const secret = onlyOne(valuesOf(SECRET_HEADER, rawHeaders));
  if (!secret || !secretsMatch(secret, proxy.secret)) return { ok: false, reason: "stranger" };
  const names = valuesOf(proxy.header, rawHeaders);
  if (names.join("") === "") return { ok: false, reason: "nobody" };
  const name = onlyOne(names);
  const groups = groupsIn(proxy.groupsHeader === null ? [] : valuesOf(proxy.groupsHeader, rawHeaders));
  if (!name || !NAME.test(name) || !groups) return { ok: false, reason: "unreadable" };
  return { ok: true, subject: canonicalUsername(name), groups };
}

/** The values of a header, each time it was sent, in any case of its name, and in no other spelling. */
const valuesOf = (header: string, rawHeaders: readonly string[]): string[] =>
  rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === header).map((value) => value.trim());

const onlyOne = (values: readonly string[]): string | null => (values.length === 1 ? (values[0] ?? null) : null);

function groupsIn(values: readonly string[]): readonly string[] | null {
  if (values.length === 0) return [];
  const groups = [
    ...new Set(
      onlyOne(values)
        ?.split(",")
        .flatMap((group) => group.trim() || []),
    ),
  ];
  const isReadable = values.length === 1 && groups.length <= MOST_GROUPS && groups.every((group) => GROUP.test(group));
  return isReadable ? groups : null;
}
