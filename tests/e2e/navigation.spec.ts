import { expect, test } from "./test.ts";

test.describe("moving between pages without loading them anew", () => {
  test("the title changes with the page and is said aloud", async ({ page, enterAs }) => {
    await enterAs("alice");
    await page.goto("/dashboard");
    await page.evaluate(() => void (document.documentElement.dataset.loaded = "once"));
    for (const name of ["Projects", "Settings", "Dashboard"]) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
      const title = name === "Settings" ? "Profile" : name;
      await expect(page).toHaveTitle(`${title} · Gatehouse`);
      await expect(page.getByRole("status").getByText(`${title} · Gatehouse`)).toBeAttached();
    }
    await expect(page.locator("html")).toHaveAttribute("data-loaded", "once");
  });
});
