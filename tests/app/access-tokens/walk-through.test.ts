import { expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { linkIn } from "#tests/support/mailbox.ts";
import { followLink, somebodyNew } from "../account.ts";
import { ask, claimsIn, post, type Tokens } from "./programs.ts";

it("TS-08 RG-01 RG-08 LG-10 LG-12 C-01 walks through it all: register, sign in, who am I, 401 without a token, 403 without the role", async () => {
  const { username, email, password } = somebodyNew();
  const registered = await post("/api/auth/register", { username, email, password });
  expect([registered.status, await registered.json()]).toEqual([201, { status: "check-mail" }]);

  // The address comes first: until it is proven nobody gets a token, and none comes with the registration (C-17).
  const early = await post("/api/auth/login", { email, password });
  expect([early.status, await early.json()]).toEqual([403, expect.objectContaining({ code: "EMAIL_UNVERIFIED" })]);
  const { browser } = await followLink(await linkIn("verify-email", email));
  await browser.submit("/verify-email", { intent: "confirm" });

  const answer = await post("/api/auth/login", { email, password });
  expect(answer.status).toBe(200);
  const tokens = (await answer.json()) as Tokens;
  expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 15 * 60 });
  const { iat, exp, ...claims } = claimsIn(tokens);
  expect(Number(exp) - Number(iat)).toBe(15 * 60);
  for (const name of ["username", "email", "roles", "permissions"]) expect(claims).not.toHaveProperty(name);

  const me = await ask("/api/auth/me", tokens);
  expect([me.status, await me.json()]).toEqual([200, expect.objectContaining({ username, email, via: "accessToken" })]);
  expect((await send("/api/auth/me")).status).toBe(401);
  expect((await ask("/api/admin/users", tokens)).status).toBe(403);
});
