import { describe, expect, it } from "vitest";

import sets from "#tests/attacks/data/origins.json";
import { isSameOrigin } from "./same-origin.ts";

const lowerCased = (headers: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe("a request that changes something", () => {
  const named = sets.refuse.filter((headers) => Object.keys(headers).length > 0);

  it.each(named)("CS01 CS02 CS03 CS05 CS06 is refused with %j", (headers) => {
    expect(isSameOrigin(lowerCased(headers), "https://app.example.test")).toBe(false);
  });

  it.each(sets.accept)("goes on with %j", (headers) => {
    expect(isSameOrigin(lowerCased(headers), "https://app.example.test")).toBe(true);
  });
});
