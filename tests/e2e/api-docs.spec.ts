import { expect, test } from "./test.ts";

test(
  "somebody who is not signed in reads what an address takes, and nothing is asked of any other server (DH-01)",
  { tag: "@no-javascript" },
  async ({ page, baseURL }) => {
    const outside: string[] = [];
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(baseURL ?? "") && !url.startsWith("data:")) outside.push(url);
    });
    await page.goto("/docs");
    await page.getByText("Change fields of a project").click();
    const operation = page.locator("#patchApiProjectsId");
    await expect(operation).toContainText("PATCH: can project:update");
    await expect(operation).toContainText("budget");
    await page.getByRole("link", { name: "OpenAPI 3.1" }).click();
    await expect(page).toHaveURL("/openapi.json");
    expect(outside).toEqual([]);
  },
);
