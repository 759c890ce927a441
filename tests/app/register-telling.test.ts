import { expect, it, vi } from "vitest";

vi.hoisted(() => (process.env.ENUMERATION_SAFE = "false"));

import { send } from "#tests/support/app.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { registers, somebodyNew } from "./account.ts";

it("RG-04 C-17 tells that an address is taken only where the operator has chosen so, on the page and to programs", async () => {
  const taken = { ...somebodyNew(), email: "Alice@example.com" };
  const { answer } = await registers(taken);
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain("There is an account with that address");
  const { firstName: _, lastName: __, ...person } = { ...somebodyNew(), email: taken.email };
  const body = JSON.stringify(person);
  const headers = { "Content-Type": "application/json" };
  const told = await send("/api/auth/register", { method: "POST", body, headers });
  expect([told.status, (await told.json()).code]).toEqual([409, "EMAIL_TAKEN"]);
  expect((await mailsTo("alice@example.com")).map(({ kind }) => kind)).toContain("address-taken");
});
