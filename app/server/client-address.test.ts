import { describe, expect, it } from "vitest";

import { clientAddress, readProxyRanges } from "./client-address.ts";

const proxies = readProxyRanges(["10.0.0.0/8", "fd00::/8", "192.0.2.7", "::ffff:192.0.2.8"]);

describe("the client's address", () => {
  it("LK04 Z-16 is the socket's own: headers from anybody but a trusted proxy are not looked at", () => {
    expect(clientAddress("203.0.113.9", "1.2.3.4", [])).toBe("203.0.113.9");
    expect(clientAddress("203.0.113.9", "1.2.3.4", proxies)).toBe("203.0.113.9");
  });

  it("LK05 behind a trusted proxy it is the right-most hop that is not one", () => {
    expect(clientAddress("10.1.1.1", "6.6.6.6, 203.0.113.9", proxies)).toBe("203.0.113.9");
    expect(clientAddress("10.1.1.1", "6.6.6.6, 203.0.113.9, 10.2.2.2", proxies)).toBe("203.0.113.9");
    expect(clientAddress("192.0.2.7", "203.0.113.9", proxies)).toBe("203.0.113.9");
    expect(clientAddress("192.0.2.8", "203.0.113.9", proxies)).toBe("203.0.113.9");
  });

  it("stays with the proxy when the header is missing or no address", () => {
    for (const header of [
      undefined,
      "",
      "unknown",
      "0x7f.1",
      "010.0.0.5",
      "::ffff:0x7f.0.0.1",
      "::1.2.3.4",
      "fe80::1%eth0",
    ])
      expect(clientAddress("10.1.1.1", header, proxies)).toBe("10.1.1.1");
  });

  it("is read without the port that some proxies write behind it", () => {
    expect(clientAddress("10.1.1.1", "203.0.113.9:4711", proxies)).toBe("203.0.113.9");
    expect(clientAddress("10.1.1.1", "[2001:db8::1]:4711", proxies)).toBe("2001:db8::1");
  });

  it("AZ20 reads IPv4 inside IPv6 as the same client", () => {
    expect(clientAddress("::ffff:203.0.113.9", undefined, proxies)).toBe("203.0.113.9");
    expect(clientAddress("::ffff:10.1.1.1", "2001:db8::1", proxies)).toBe("2001:db8::1");
  });

  it.each(["10.0.0.0/33", "::/129", "any", "10.0.0/8", "", "::ffff:10.0.0.0/104"])(
    "%j is no range of proxies, and says so at the start",
    (entry) => {
      expect(() => readProxyRanges([entry])).toThrow("TRUSTED_PROXY_CIDRS");
    },
  );
});
