import { describe, expect, it } from "vitest";

import spellings from "#tests/attacks/data/path-spellings.json";
import { isCanonicalTarget } from "./canonical-target.ts";

describe("a request target", () => {
  it.each(spellings.refuse)("RX03 RX06 RX07 RX08 RX09 %j has more than one reading", (target) => {
    expect(isCanonicalTarget(target)).toBe(false);
  });

  it.each(spellings.same)("RX05 RX06 %j has one", (target) => {
    expect(isCanonicalTarget(target)).toBe(true);
  });

  it.each(["/", "/?a=b", "/projects?redirectTo=%2Fdashboard", "/caf%C3%A9", "/_root.data", "/.well-known/jwks.json"])(
    "%j is fine",
    (target) => {
      expect(isCanonicalTarget(target)).toBe(true);
    },
  );

  it.each([
    "",
    "projects",
    "/a b",
    "/a#b",
    "/a%E2%80%AEb",
    `/${"x".repeat(5_000)}`,
    "/__manifest?p=/admin&version=1",
    "/__MANIFEST",
    "/x.",
    "/%c0%ae",
  ])("RX12 %j is refused", (target) => {
    expect(isCanonicalTarget(target)).toBe(false);
  });
});
