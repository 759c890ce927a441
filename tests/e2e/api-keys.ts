import type { Page } from "@playwright/test";

/** Makes a key that may see projects, on the page, and gives it as it is shown. */
export async function makeKey(page: Page, name: string): Promise<string> {
  await page.goto("/settings/api-keys");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("See projects").check();
  await page.getByRole("button", { name: "Make the key" }).click();
  return shownKey(page);
}

/** The key that is shown at this moment, once it stands in the list below as well. */
export async function shownKey(page: Page): Promise<string> {
  const key = await page.getByLabel("Your new key").inputValue();
  await page.getByText(`${key.slice(0, 13)}…`).waitFor();
  return key;
}
