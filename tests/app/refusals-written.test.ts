import { expect, it } from "vitest";

import { pool } from "#app/db/client.server.ts";
import { signedIn } from "#tests/support/people.ts";

const written = async () =>
  Number((await pool.query("select count(*) from auth.audit_events where event = 'access.refused'")).rows[0].count);

it("AU03 refusals of somebody signed in are rows, and nobody fills the log that can never be emptied with them", async () => {
  const erin = await signedIn("erin");
  const before = await written();
  expect((await erin.visit("/projects/new")).status).toBe(403);
  expect(await written()).toBe(before + 1);
  for (let i = 0; i < 30; i += 1) expect((await erin.visit("/projects/new")).status).toBe(403);
  expect(await written()).toBe(before + 20);
});

it("going over a limit is one row, however long somebody goes on", async () => {
  const carol = await signedIn("carol");
  await carol.visit("/dashboard");
  const before = await written();
  for (let i = 0; i < 40; i += 1) await carol.submit("/settings/sessions", { intent: "revoke", id: "none" });
  expect(await written()).toBe(before + 1);
});
