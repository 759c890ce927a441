import { isInRanges, readAddress, readRange, type AddressRange } from "../addresses.ts";

/** Reads the CIDR ranges of the proxies in front of the app. Throws, naming the entry, when one is not a range or an address. */
export function readProxyRanges(entries: readonly string[]): AddressRange[] {
  return entries.map((entry) => {
    const range = readRange(entry);
    if (!range) throw new Error(`TRUSTED_PROXY_CIDRS: "${entry}" is not an address or a CIDR range`);
    return range;
  });
}

/**
 * The address of the client (Z-16). The socket's own address, unless that is a trusted proxy: then the right-most hop of
 * X-Forwarded-For that is not a trusted proxy itself (LK05). A header from anybody else is not looked at (LK04).
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly AddressRange[],
): string {
  let address = readAddress(socketAddress) ?? "unknown";
  if (!forwardedFor || !isInRanges(address, trusted)) return address;
  const hops = forwardedFor.split(",").map((hop) => readAddress(withoutPort(hop.trim())));
  while (isInRanges(address, trusted) && hops.length > 0) {
    const next = hops.pop();
    if (!next) break; // not an address: whatever stands further left cannot be vouched for
    address = next;
  }
  return address;
}

// Some proxies write where the client's connection came from in full: 203.0.113.9:4711, [2001:db8::1]:4711.
const withoutPort = (hop: string) =>
  /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop)?.[1] ?? /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? hop;
