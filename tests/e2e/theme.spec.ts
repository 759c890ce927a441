import type { Page } from "@playwright/test";

import { expect, test } from "./test.ts";

/** Chooses a theme, and waits until the choice is kept: the page shows it before that, and a reload would take it back. */
async function choose(page: Page, theme: string): Promise<void> {
  const kept = page.waitForResponse((response) => new URL(response.url()).pathname.startsWith("/theme"));
  await page.getByRole("button", { name: theme, exact: true }).click();
  await kept;
}

const schemeOf = (page: Page) => page.locator("html").evaluate((html) => getComputedStyle(html).colorScheme);

test.describe("light and dark", { tag: "@no-javascript" }, () => {
  test.use({ colorScheme: "light" });

  test("the choice is kept, on every page and in the next visit, until it is given back to the system", async ({
    page,
    context,
  }) => {
    await page.goto("/login?redirectTo=%2Fprojects");
    expect(await schemeOf(page)).toBe("light dark");
    await choose(page, "Dark");
    await expect(page).toHaveURL("/login?redirectTo=%2Fprojects");
    await expect.poll(() => schemeOf(page)).toBe("dark");
    await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");

    const later = await context.newPage();
    await later.goto("/");
    expect(await schemeOf(later)).toBe("dark");
    await choose(later, "Light");
    await expect.poll(() => schemeOf(later)).toBe("light");

    await page.reload();
    expect(await schemeOf(page)).toBe("light");
    await choose(page, "System");
    await expect.poll(() => schemeOf(page)).toBe("light dark");
    await page.reload();
    expect(await schemeOf(page)).toBe("light dark");
  });

  test("without a choice the colours follow the system at once", async ({ page }) => {
    const background = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    await page.goto("/");
    const light = await background();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await background()).not.toBe(light);
  });
});
