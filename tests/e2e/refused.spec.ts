import type { Page } from "@playwright/test";

import { signIn } from "./people.ts";
import { expect, test } from "./test.ts";

test.describe("who may open what", { tag: "@no-javascript" }, () => {
  test("carol, a viewer, opens the projects", async ({ page }) => {
    await signIn(page, "carol");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
    await expect(demoRows(page)).toHaveText(["Lighthouse", "Harbour", "Breakwater", "Ferry"]);
  });

  test("erin, who has no role, sees what is shared with her, and is told what a new project asks for, with the id of the request (GD-10)", async ({
    page,
  }) => {
    await signIn(page, "erin");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
    await expect(demoRows(page)).toHaveText(["Lighthouse", "Harbour"]);
    await expect(page.getByRole("link", { name: "New project" })).toHaveCount(0);
    const answer = await page.goto("/projects/new");
    expect(answer?.status()).toBe(403);
    await expect(page).toHaveTitle("You may not open this page · Gatehouse");
    await expect(page.getByText("It asks for")).toContainText("project:create");
    await expect(page.getByText(answer?.headers()["x-request-id"] ?? "no id")).toBeVisible();
    await page.getByRole("link", { name: "Go to the dashboard" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Erin");
  });

  test("an address that leads nowhere says so and offers a way on (ER-08)", async ({ page }) => {
    const answer = await page.goto("/no/such/page");
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
    await expect(page.getByText(answer?.headers()["x-request-id"] ?? "no id")).toBeVisible();
    await page.getByRole("link", { name: "Go to the start page" }).click();
    await expect(page).toHaveURL("/");
  });

  test("looking at the address of signing out signs nobody out (LG-08, CS10)", async ({ page }) => {
    await signIn(page, "carol");
    expect((await page.goto("/logout"))?.status()).toBe(405);
    await page.goto("/dashboard");
    await expect(page).toHaveURL("/dashboard");
  });

  test("a password in an address is not helped along (PW20)", async ({ page }) => {
    const answer = await page.goto("/login?identifier=carol&password=in-the-address");
    expect(answer?.status()).toBe(400);
    expect(await page.locator("body").innerText()).not.toContain("in-the-address");
  });
});

/** What the list shows of the demo projects: other tests start and share some of their own meanwhile. */
const demoRows = (page: Page) => page.getByRole("rowheader", { name: /^(Lighthouse|Harbour|Breakwater|Ferry)$/ });
