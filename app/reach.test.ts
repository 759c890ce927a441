import { describe, expect, it } from "vitest";

import { isWithinReach } from "./reach.ts";

describe("a public address may be called from anywhere", () => {
  it.each(["93.184.216.34", "::ffff:93.184.216.34", "2606:4700::1111"])("%s", (address) => {
    expect(isWithinReach(address, "internet")).toBe(true);
    expect(isWithinReach(address, "own-networks")).toBe(true);
  });
});

describe("an address of our own networks may be called by whoever runs the app alone", () => {
  it.each([
    "127.0.0.1",
    "10.0.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
  ])("%s", (address) => {
    expect(isWithinReach(address, "internet")).toBe(false);
    expect(isWithinReach(address, "own-networks")).toBe(true);
  });
});

describe("no call ever goes to", () => {
  it.each([
    ["where clouds hand out their secrets", "169.254.169.254"],
    ["the same inside IPv6", "::ffff:169.254.169.254"],
    ["this network, which is this machine", "0.0.0.0"],
    ["the same in IPv6", "::"],
    ["everybody", "255.255.255.255"],
    ["a group", "224.0.0.1"],
    ["an example", "192.0.2.1"],
    ["a neighbour, with the name of a wire", "fe80::1%eth0"],
    ["10.0.0.1 behind a translator", "64:ff9b::a00:1"],
    ["10.0.0.1 behind 6to4", "2002:a00:1::"],
    ["127.0.0.1 in the oldest spelling", "::7f00:1"],
    ["a range that nobody hands out", "4000::1"],
    ["a name", "localhost"],
    ["nothing", ""],
    ["a number", "2130706433"],
  ])("%s: %s", (_, address) => {
    expect(isWithinReach(address, "internet")).toBe(false);
    expect(isWithinReach(address, "own-networks")).toBe(false);
  });
});
