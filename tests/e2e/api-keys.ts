import type { Page } from "@playwright/test";

/** Makes a key that may see projects, on the page, and gives it as it is shown. */
export async function makeKey(page: Page, name: string): Promise<string> {
  await page.goto("/settings/api-keys");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("See projects").check();
  await page.getByRole("button", { name: "Make the key" }).click();
  return shownKey(page);
}

/** The key that is shown at this moment. */
export const shownKey = (page: Page): Promise<string> => page.getByLabel("Your new key").inputValue();
