import { describe, expect, it } from "vitest";

import targets from "#tests/attacks/data/redirect-targets.json";
import { safePath, safeRedirect } from "./safe-redirect.ts";

describe("going on to a page", () => {
  it.each(targets.reject)("RX15 OC18 %j leads to the dashboard instead", (target) => {
    expect(safePath(target)).toBe("/dashboard");
  });

  it.each(targets.accept)("LG-17 %j is a page of ours", (target) => {
    expect(safePath(target)).toBe(target);
  });

  it("RX15 nothing, and 5,000 characters of it, lead to the dashboard too", () => {
    for (const target of [null, undefined, `/${"x".repeat(5_000)}`, "/logout.data", "/LOGOUT/"])
      expect(safePath(target)).toBe("/dashboard");
  });

  it("answers 303, so that a posted form is not posted again", () => {
    const response = safeRedirect("/projects");
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/projects"]);
  });
});
