import type { Page } from "@playwright/test";

import { makeKey } from "./api-keys.ts";
import type { Scene } from "./scenes.ts";

/** The keys of somebody who has none, of somebody who has just made one, and what the form says to a bad name. */
export const apiKeyScenes: readonly Scene[] = [
  { name: "api-keys-none", as: "root", open: (page) => page.goto("/settings/api-keys") },
  { name: "api-keys-made", as: "alice", open: (page) => makeKey(page, "The build server") },
  { name: "api-keys-errors", as: "erin", open: sendBadName },
  { name: "api-keys-replacing", as: "alice", open: askToReplace },
];

async function sendBadName(page: Page): Promise<void> {
  await page.goto("/settings/api-keys");
  await page.getByLabel("Name").fill(" ");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function askToReplace(page: Page): Promise<void> {
  await makeKey(page, "The build server");
  const newest = page.getByRole("main").getByRole("listitem").filter({ hasText: "The build server" }).first();
  await newest.getByText("Replace", { exact: true }).click();
  await newest.getByRole("button", { name: "Replace The build server" }).waitFor();
}
