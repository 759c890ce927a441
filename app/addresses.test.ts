import { describe, expect, it } from "vitest";

import { readRange } from "./addresses.ts";

describe("a range of addresses", () => {
  it.each([
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["192.0.2.7", "192.0.2.7/32"],
    ["fd00::/8", "fd00::/8"],
    ["::ffff:10.0.0.1", "10.0.0.1/32"],
    ["::FFFF:a00:1", "10.0.0.1/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
  ])("%s is read as %s", (text, range) => expect(readRange(text)?.join("/")).toBe(range));

  it.each([
    "10.0.0.0/8/9",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0/16",
    "::ffff:10.0.0.0/104",
    "::FFFF:a00:0/24",
    "::ffff:0:0/96",
  ])("AZ20 %s is none", (text) => expect(readRange(text)).toBeNull());
});
