import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

const at = (path: string) => (page: Page) => page.goto(path);

/** The pages of somebody who has no account yet, or cannot get into it. What a genuine link shows, `account.spec.ts` looks at. */
export const accountScenes: readonly Scene[] = [
  { name: "sign-in-after-verifying", as: null, open: at("/login?done=verified") },
  { name: "register", as: null, open: at("/register") },
  { name: "register-errors", as: null, open: sendBadRegistration },
  { name: "register-sent", as: null, open: at("/register?sent=") },
  { name: "verify-email-nothing", as: null, open: at("/verify-email") },
  { name: "forgot-password", as: null, open: at("/forgot-password") },
  { name: "forgot-password-sent", as: null, open: at("/forgot-password?sent=") },
  { name: "link-over", as: null, open: at("/reset-password") },
  { name: "not-me-done", as: null, open: at("/not-me?done=") },
];

async function sendBadRegistration(page: Page): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("Username").fill("al");
  await page.getByLabel("E-mail", { exact: true }).fill("nora@example");
  await page.getByLabel("Password", { exact: true }).fill("gatehouse");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("alert").first().waitFor();
}
