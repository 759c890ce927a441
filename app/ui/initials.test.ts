import { describe, expect, test } from "vitest";

import { initials } from "./initials.ts";

describe("initials", () => {
  test.each([
    ["Alice Marsh", "AM"],
    ["Ana María de la Cruz", "AC"],
    ["bob", "B"],
    ["erin.stone", "ES"],
    ["Жанна Агузарова", "ЖА"],
    ["李 明", "李明"],
    ["  ", "?"],
    ["🦊 Fox", "F"],
  ])("%s gives %s", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
