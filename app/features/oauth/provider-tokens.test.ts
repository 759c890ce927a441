import { expect, it } from "vitest";

import { tokensFrom } from "./provider-tokens.ts";

const said = (answer: object) => tokensFrom({ access_token: "a", ...answer }, ["openid", "email"]);

it.each([
  [3_600, 3_600],
  ["3600", 3_600],
  [0, 0],
])("tokens that last %j seconds end in as many", (life, seconds) => {
  const { expiresAt } = said({ expires_in: life });
  expect(Math.abs((expiresAt?.getTime() ?? 0) - Date.now() - seconds * 1_000)).toBeLessThan(5_000);
});

it.each([-1, 1e300, Number.NaN, "soon", {}, undefined, null])(
  "tokens that last %j seconds end nobody knows when",
  (life) => expect(said({ expires_in: life }).expiresAt).toBeNull(),
);

it("are for what the provider says, and else for what was asked", () => {
  expect(said({ scope: "openid" }).scope).toBe("openid");
  expect(said({ scope: ["openid"] }).scope).toBe("openid email");
});

it("have a refresh token only where there is one", () => {
  expect(said({ refresh_token: "r" }).refreshToken).toBe("r");
  for (const other of ["", 1, null, {}]) expect(said({ refresh_token: other }).refreshToken).toBeNull();
});
