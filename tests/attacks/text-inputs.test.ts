import { beforeEach, describe, expect, it } from "vitest";

import inputs from "#tests/attacks/data/text-inputs.json";
import { origin, send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { addVerified, openedFor } from "#tests/app/opened.ts";
import { pool } from "#app/db/client.server.ts";
import { demoPeople } from "#app/db/demo-data.ts";

// How often one may try is not what is being tested here.
beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

/** Every text field of every form, and what else the form needs. An empty password costs no hash. */
const forms: Record<string, { fields: string[]; rest?: Record<string, string> }> = {
  "/login": { fields: ["identifier", "remember", "redirectTo", "csrf"], rest: { identifier: "nobody", password: "" } },
  "/theme": { fields: ["theme", "redirectTo", "csrf"] },
  "/settings/sessions": { fields: ["intent", "id", "csrf"], rest: { intent: "revoke" } },
  "/settings/profile": { fields: ["username", "firstName", "lastName"], rest: { username: "mallory" } },
  "/settings/email": { fields: ["email"] },
  "/settings/account": { fields: ["username"] },
  "/logout": { fields: ["csrf", "redirectTo"] },
};
const fields = Object.entries(forms).flatMap(([target, { fields: names, rest = {} }]) =>
  names.map((field) => ({ target, field, rest })),
);

/** A browser of somebody whom nobody else needs. */
async function openedForSomebody(): Promise<Browser> {
  const name = `somebody${(somebodies += 1)}`;
  await addVerified(name);
  return openedFor(name);
}
let somebodies = 0;

describe("odd text", () => {
  it.each(fields)(
    "HT12 AZ33 in $field of $target is text or is refused, and never breaks anything",
    async ({ target, field, rest }) => {
      const browser = await (target.startsWith("/settings/") ? openedForSomebody() : newBrowser());
      for (const value of inputs.values) {
        await pool.query("truncate auth.counters");
        const answer = await browser.submit(target, { ...rest, [field]: value });
        expect(answer.status, `${field}=${value}`).toBeLessThan(500);
        expect(await answer.text(), value).not.toMatch(/<script>alert\(1\)|<img src=x/);
      }
    },
  );

  it("HT12 AZ33 as name and password at once is nobody's, and every person is still there", async () => {
    const browser = newBrowser();
    for (const value of inputs.values) {
      const answer = await browser.submit("/login", { identifier: value, password: value });
      expect([400, 401, 403], value).toContain(answer.status);
    }
    const ids = demoPeople.map(({ id }) => id);
    const { rows } = await pool.query("select id from auth.users where id = any($1) order by id", [ids]);
    expect(rows).toEqual(ids.map((id) => ({ id })));
  }, 120_000);

  it.each([
    "identifier=a%00b&password=x",
    "identifier=%ff%fe&password=x",
    "%00=1",
    "identifier=%ed%a0%80&password=x",
    "identifier=a\0b&password=x",
  ])("HT12 %j holds what cannot be stored, and is a 400", async (body) => {
    const headers = { Origin: origin, "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await newBrowser().visit("/login", { method: "POST", body, headers });
    expect(answer.status).toBe(400);
  });

  it("HT12 a name in the id of a session is nobody's session", async () => {
    const alice = await openedFor("alice");
    for (const id of ["' or true --", "", "\\", "%", "x".repeat(100_000)]) {
      expect((await alice.submit("/settings/sessions", { intent: "revoke", id })).status).toBe(303);
    }
    expect((await alice.visit("/dashboard")).status).toBe(200);
  });

  it.each(["' OR '1'='1", "alice'--", "alice' /*", "%", "_lice", "alice\\"])(
    "AZ33 %j is nobody's name, even with the right password",
    async (identifier) => {
      expect((await newBrowser().submit("/login", { identifier, password: demoPassword })).status).toBe(401);
    },
  );

  it("AZ33 in addresses and cookies it is not read as anything but text", async () => {
    const alice = await openedFor("alice");
    for (const value of inputs.values.map((text) => text.replace(/\p{Surrogate}/gu, "?"))) {
      const answers = [
        await alice.visit(`/settings/sessions?done=${encodeURIComponent(value)}`),
        await alice.visit(`/login?redirectTo=${encodeURIComponent(value)}`),
        await send("/dashboard", {
          headers: {
            Cookie: `__Host-session=${encodeURIComponent(value)}; theme=${encodeURIComponent(value)}`,
          },
        }),
      ];
      for (const answer of answers) expect(answer.status, value).toBeLessThan(500);
    }
  });
});
