import type { Scene } from "./scenes.ts";

/** Things that one sees while a hand is on the page: for looking at only. */
export const byHand: readonly Scene[] = [
  {
    name: "sign-in-password-shown",
    as: null,
    open: async (page) => {
      await page.goto("/login");
      await page.getByLabel("Username or e-mail").fill("alice@example.com");
      await page.getByLabel("Password", { exact: true }).fill("a long pass phrase");
      await page.getByLabel("Keep me signed in").check();
      await page.getByRole("button", { name: "Show password" }).click();
    },
  },
  {
    name: "dashboard-skip-link",
    as: "alice",
    open: async (page) => {
      await page.goto("/dashboard");
      await page.keyboard.press("Tab");
    },
  },
];
