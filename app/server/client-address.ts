import ipaddr from "ipaddr.js";

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Reads the CIDR ranges of the proxies in front of the app. Throws, naming the entry, when one is not a range or an address. */
export function readProxyRanges(entries: readonly string[]): Range[] {
  return entries.map((entry) => {
    const [address = "", bits] = entry.split("/");
    try {
      if (!isAddress(address)) throw new Error("not an address");
      return ipaddr.parseCIDR(bits === undefined ? `${address}/${address.includes(":") ? 128 : 32}` : entry);
    } catch {
      throw new Error(`TRUSTED_PROXY_CIDRS: "${entry}" is not an address or a CIDR range`);
    }
  });
}

/**
 * The address of the client (Z-16). The socket's own address, unless that is a trusted proxy: then the right-most hop of
 * X-Forwarded-For that is not a trusted proxy itself (LK05). A header from anybody else is not looked at (LK04).
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly Range[],
): string {
  let address = normalized(socketAddress) ?? "unknown";
  const hops = (forwardedFor ?? "").split(",").map((hop) => normalized(hop.trim()));
  while (isTrusted(address, trusted) && hops.length > 0) {
    const next = hops.pop();
    if (!next) break; // not an address: whatever stands further left cannot be vouched for
    address = next;
  }
  return address;
}

function isTrusted(address: string, trusted: readonly Range[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return trusted.some((range) => parsed.kind() === range[0].kind() && parsed.match(range));
}

// An IPv4 address inside IPv6 is the same client as the plain one; odd spellings of an address are none.
function normalized(address: string | undefined): string | null {
  return address && isAddress(address) ? ipaddr.process(address).toString() : null;
}

// The package also reads 10.1, 0x7f.1 and 010.0.0.5: spellings in which no socket or proxy ever names a client.
const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
