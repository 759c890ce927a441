import { describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { demoPeople } from "#app/db/demo-data.ts";
import { SESSION } from "./opened.ts";

describe("the password field", () => {
  it("PW20 never reads a password out of an address, and never shows it", async () => {
    const answer = await newBrowser().visit(`/login?identifier=alice&password=${encodeURIComponent(demoPassword)}`);
    expect(answer.status).toBe(400);
    expect(cookieSet(answer, SESSION)).toBeUndefined();
    expect(await answer.text()).not.toContain(demoPassword);
    const posted = await newBrowser().submit(
      `/login?identifier=alice&password=${encodeURIComponent(demoPassword)}`,
      {},
    );
    expect(posted.status).toBe(401);
  });

  it("PW19 the field is a password field that browsers fill in, and what was typed never comes back", async () => {
    const page = await (await newBrowser().visit("/login")).text();
    const field = page.match(/<input[^>]*name="password"[^>]*>/)?.[0] ?? "";
    expect(field).toContain('type="password"');
    expect(field).toMatch(/autocomplete="current-password"/i);
    expect(field).not.toMatch(/onpaste|value=/i);
    for (const way of ["/login", "/login.data"]) {
      const refused = await newBrowser().submit(way, { identifier: "alice", password: "s3cret-as-typed" });
      expect(await refused.text()).not.toContain("s3cret-as-typed");
    }
  });

  it("PW26 AU05 in production nobody is shown the demo people", async () => {
    const page = await (await newBrowser().visit("/login")).text();
    expect(demoPeople.filter(({ lastName }) => page.includes(lastName))).toEqual([]);
    expect(page).not.toContain(demoPassword);
  });
});
