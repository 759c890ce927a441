import { describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";

describe("signing in with a password", () => {
  it("lets alice in and shows her the dashboard", async () => {
    const alice = await signedIn("alice");
    const page = await alice.visit("/dashboard");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Alice");
  });

  it("refuses a wrong password", async () => {
    const response = await newBrowser().submit("/login", { identifier: "alice", password: "not the pass phrase" });
    expect(response.status).toBe(401);
  });

  it("refuses dave, who is disabled", async () => {
    const response = await newBrowser().submit("/login", { identifier: "dave", password: demoPassword });
    expect(response.status).toBe(403);
  });
});
