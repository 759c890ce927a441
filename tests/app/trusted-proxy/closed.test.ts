import { expect, it } from "vitest";

process.env.PROXY_AUTH_CREATE_USERS = "false";
const { by, comeIn, me, newBrowser } = await import("./proxied.ts");
const { pool } = await import("#app/db/client.server.ts");

it("CB-06 makes no account unless it is told to, and lets those in who have one", async () => {
  const browser = newBrowser();
  const answer = await comeIn(browser, by("nina"));
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("PROXY_NOT_PROVISIONED");
  expect((await pool.query("select 1 from auth.users where username = 'nina'")).rows).toEqual([]);
  await comeIn(browser, by("alice"));
  expect((await me(browser))?.username).toBe("alice");
});
