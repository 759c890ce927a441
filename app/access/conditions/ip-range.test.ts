import { describe, expect, it, vi } from "vitest";

import { circumstances, conditionFrom, problemOf } from "#tests/support/circumstances.ts";
import { readRange } from "../../addresses.ts";

vi.mock(import("../../addresses.ts"), { spy: true });

const within = (...ranges: unknown[]) => conditionFrom({ type: "ip_range", ranges });
const holds = (address: string | null, ...ranges: string[]) => within(...ranges).holds(circumstances({ address }));

describe("ip_range", () => {
  it("RU-05 holds for an address in any of the ranges, of either kind", () => {
    expect(holds("10.1.2.3", "10.0.0.0/8")).toBe(true);
    expect(holds("11.1.2.3", "10.0.0.0/8")).toBe(false);
    expect(holds("192.0.2.7", "10.0.0.0/8", "192.0.2.7")).toBe(true);
    expect(holds("192.0.2.8", "10.0.0.0/8", "192.0.2.7")).toBe(false);
    expect(holds("fd00::1", "fd00::/8")).toBe(true);
    expect(holds("FD00:0:0::1", "fd00::/8")).toBe(true);
    expect(holds("fe00::1", "fd00::/8")).toBe(false);
  });

  it("AZ20 keeps the two kinds apart, even for everything", () => {
    expect(holds("10.1.2.3", "0.0.0.0/0")).toBe(true);
    expect(holds("fd00::1", "0.0.0.0/0")).toBe(false);
    expect(holds("fd00::1", "::/0")).toBe(true);
    expect(holds("10.1.2.3", "::/0")).toBe(false);
  });

  it("AZ20 takes IPv4 inside IPv6 for IPv4", () => {
    expect(holds("::ffff:10.1.2.3", "10.0.0.0/8")).toBe(true);
    expect(holds("::ffff:a01:203", "10.0.0.0/8")).toBe(true);
    expect(holds("::ffff:11.1.2.3", "10.0.0.0/8")).toBe(false);
    expect(holds("::ffff:10.1.2.3", "::/0")).toBe(false);
  });

  it.each([
    null,
    "",
    "unknown",
    "10.1",
    "0x0a010203",
    "012.1.2.3",
    "167838211",
    "10.1.2.3:80",
    "fd00::1%eth0",
    " 10.1.2.3",
    "10.1.2.3, 10.1.2.4",
  ])("AZ20 never holds for %j as the address", (address) => expect(holds(address, "0.0.0.0/0", "::/0")).toBe(false));

  it.each([
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0.0/",
    "10.0.0.0/-1",
    "10.0.0.0/8/9",
    "10.0.0.0/255.0.0.0",
    "10.1/16",
    "0x0a000000/8",
    "012.0.0.0/8",
    "10.0.0.0-10.0.0.9",
    "fe80::1%eth0",
    "::ffff:10.0.0.0/104",
    "::ffff:10.0.0.0/8",
    "::FFFF:a00:0/24",
    "example.com",
    " 10.0.0.0/8",
    "*",
    "",
  ])("RU-05 AZ20 refuses %j as a range, and says which it is", (range) =>
    expect(problemOf({ type: "ip_range", ranges: ["10.0.0.0/8", range] })).toContain(`ranges.1: "${range}" is`),
  );

  it("AZ20 refuses an empty list, and what is no list of texts", () => {
    for (const ranges of [[], undefined, "10.0.0.0/8", [10], [null]])
      expect(problemOf({ type: "ip_range", ranges })).toMatch(/^ranges/);
  });

  it("AZ20 takes its ranges apart once", () => {
    const office = within("10.0.0.0/8", "fd00::/8");
    office.holds(circumstances({ address: "10.1.2.3" }));
    vi.mocked(readRange).mockClear();
    for (const address of ["10.1.2.3", "fd00::1", "192.0.2.1"]) office.holds(circumstances({ address }));
    expect(readRange).not.toHaveBeenCalled();
  });

  it("does not depend on the row, and says what it saw", () => {
    const office = within("10.0.0.0/8", "fd00::/8");
    expect(office.dependsOnRow).toBe(false);
    expect(office.saw(circumstances({ address: "192.0.2.1" }))).toEqual({
      address: "192.0.2.1",
      ranges: "10.0.0.0/8, fd00::/8",
    });
    expect(office.saw(circumstances({ address: null }))["address"]).toBe("no request");
  });
});
