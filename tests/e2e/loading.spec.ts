import type { Page } from "@playwright/test";

import { expect, test } from "./test.ts";

/** Lists, and what asks for another part of each. */
const lists: [path: string, ask: (page: Page) => Promise<void>][] = [
  ["/admin/users", (page) => page.getByRole("button", { name: "Search" }).click()],
  ["/admin/sessions", (page) => page.getByRole("button", { name: "Search" }).click()],
  ["/admin/audit", (page) => page.getByRole("button", { name: "Search" }).click()],
  ["/projects", (page) => page.getByRole("link", { name: "Draft" }).click()],
];

test.describe("a list that takes longer than 300 ms", () => {
  for (const [path, ask] of lists)
    test(`says so at ${path}, on the page and aloud, until its answer is there`, async ({ page, enterAs }) => {
      await enterAs("alice");
      await page.goto(path);
      const answerLater = await hold(page);
      await ask(page);
      await expect(page.getByRole("status").getByText("Loading")).toBeAttached();
      await expect(page.getByRole("table")).toHaveAttribute("aria-busy", "true");
      if (path !== "/projects")
        await expect(page.getByRole("button", { name: "Search" })).toHaveAttribute("aria-busy", "true");
      answerLater();
      await expect(page.getByRole("status").getByText("Loading")).toHaveCount(0);
      await expect(page.getByRole("table")).not.toHaveAttribute("aria-busy", "true");
      await expect(page).toHaveURL(/\?/);
    });

  test("says so between pages as well", async ({ page, enterAs }) => {
    await enterAs("alice");
    await page.goto("/settings/activity");
    const answerLater = await hold(page);
    await page.getByRole("link", { name: "Sessions", exact: true }).click();
    await expect(page.getByRole("status").getByText("Loading")).toBeAttached();
    answerLater();
    await expect(page).toHaveURL("/settings/sessions");
    await expect(page.getByRole("status").getByText("Loading")).toHaveCount(0);
  });
});

/** Holds the answers to all requests for data back until what it gives is called. */
async function hold(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\.data/, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}
