import { describe, expect, it } from "vitest";

import { readConnection, type WrittenConnection } from "./written-connection.ts";

const read = (written: WrittenConnection) => {
  const outcome = readConnection(written);
  return outcome.ok ? outcome.read : outcome.reason;
};

describe("what somebody writes about a connection", () => {
  it("leaves out what was left out", () => {
    expect(read({})).toEqual({});
    expect(read({ isEnabled: false })).toEqual({ isEnabled: false });
  });

  it("takes domains with commas or spaces between them, each once and small", () => {
    expect(read({ trustedDomains: " Example.com, example.org\nexample.com " })).toEqual({
      trustedDomains: ["example.com", "example.org"],
    });
    expect(read({ trustedDomains: "  " })).toEqual({ trustedDomains: [] });
    for (const trustedDomains of ["*", "com", "@example.com", "exam_ple.com", "*.example.com"])
      expect(read({ trustedDomains })).toBe("domains");
  });

  it("refuses labels and secrets that are none", () => {
    for (const label of ["", "  ", "a\nb", "a\u202Eb", "x".repeat(61)]) expect(read({ label })).toBe("label");
    for (const secret of ["", "caf\u00e9", "a\nb", "x".repeat(2001)]) expect(read({ secret })).toBe("secret");
    expect(read({ groupMap: "staff" })).toBe("group-map");
  });
});
