import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

/** The description of the API, closed, and with one operation open. */
export const apiDocsScenes: readonly Scene[] = [
  { name: "docs", as: null, open: (page) => page.goto("/docs") },
  { name: "docs-open", as: "alice", open: openOne },
];

async function openOne(page: Page): Promise<void> {
  await page.goto("/docs");
  await page.getByText("Change fields of a project").click();
  await page.locator("#patchApiProjectsId").getByText("With curl").waitFor();
}
