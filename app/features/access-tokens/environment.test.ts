import { expect, it } from "vitest";

import { readTokenSettings } from "./environment.ts";

it("JT-10 JT-11 tokens may be for another audience than the app", () => {
  const readFor = (TOKEN_AUDIENCE: string) => readTokenSettings({ TOKEN_SIGNING_KEYS: "some keys", TOKEN_AUDIENCE });
  expect(readFor("https://api.example.test").settings.audience).toBe("https://api.example.test");
  expect(readFor("two words").problems).toHaveLength(1);
  expect(readTokenSettings({ TOKEN_AUDIENCE: "x" }).problems).toEqual(["TOKEN_AUDIENCE: needs TOKEN_SIGNING_KEYS"]);
});
