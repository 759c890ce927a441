import { isIPv4, isIPv6 } from "node:net";

import ipaddr from "ipaddr.js";

const MAPPED = "::ffff:"; // how a socket that takes both kinds writes an IPv4 address

/** A range of addresses, taken apart. */
export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

// The runtime says what an address is: the package also reads 10.1, 0x7f.1 and 010.0.0.5, which mean different addresses to
// different readers.

/** The one spelling of an address, IPv4 inside IPv6 as plain IPv4; null for every text that no socket or proxy would write. */
export function readAddress(text: string | undefined): string | null {
  if (!text) return null;
  const plain = text.startsWith(MAPPED) ? text.slice(MAPPED.length) : text;
  if (isIPv4(plain)) return plain;
  return isIPv6(text) && !/[%.]/.test(text) ? ipaddr.process(text).toString() : null;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address; null for anything else. */
export function readRange(text: string): AddressRange | null {
  const [address = "", bits, ...more] = text.split("/");
  try {
    const read = readAddress(address);
    if (!read || more.length > 0) return null;
    // The bits of an IPv4 range inside IPv6 count from elsewhere: addresses arrive here in their plain spelling.
    if (bits !== undefined && read.includes(":") !== address.includes(":")) return null;
    return ipaddr.parseCIDR(`${read}/${bits ?? (read.includes(":") ? 128 : 32)}`);
  } catch {
    return null;
  }
}

/** True when `address` lies in one of `ranges`. */
export function isInRanges(address: string, ranges: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return ranges.some((range) => parsed.kind() === range[0].kind() && parsed.match(range));
}

/** What counts as one place: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address there has them all. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const [a, b, c, d] = ipaddr.IPv6.parse(address).parts.map((part) => part.toString(16));
  return `${a}:${b}:${c}:${d}::/64`;
}
