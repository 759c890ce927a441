import { beforeEach, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { pool } from "#app/db/client.server.ts";
import { sendJson } from "./administrators.ts";
import { addUnverified, openedFor } from "./opened.ts";

beforeEach(() => pool.query("truncate auth.counters"));

const register = { email: "no address" };

/** Registers in vain, as a program does, until an address may do so no more. */
async function useUp(): Promise<number> {
  let status = 400;
  for (let i = 0; i < 21 && status === 400; i++) {
    const headers = { "Content-Type": "application/json" };
    ({ status } = await send("/api/auth/register", { method: "POST", headers, body: JSON.stringify(register) }));
  }
  return status;
}

const registerIn = async (browser: Browser) => (await sendJson(browser, "POST", "/api/auth/register", register)).status;

it("RL-01 an account buys no tries of its own where anybody may ask, and neither does one that is not verified", async () => {
  await addUnverified("latecomer");
  const browsers = [await openedFor("bob"), await openedFor("latecomer")];
  expect(await useUp()).toBe(429);
  for (const browser of browsers) expect(await registerIn(browser)).toBe(429);
});

it("RL-01 people use up the tries of their address together", async () => {
  const [bob, carol] = [await openedFor("bob"), await openedFor("carol")];
  for (let i = 0; i < 20; i++) expect(await registerIn(bob)).toBe(400);
  expect(await registerIn(carol)).toBe(429);
});
