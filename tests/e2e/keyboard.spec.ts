import { countControls, tabThrough, type Stop } from "./keyboard.ts";
import { demoPassword } from "./people.ts";
import { expect, test } from "./test.ts";

test.describe("with the keyboard alone", { tag: "@no-javascript" }, () => {
  test("carol signs in, skips to the content and signs out", async ({ page }) => {
    await page.goto("/login");
    await page.getByLabel("Username or e-mail").focus();
    await page.keyboard.type("carol");
    await page.keyboard.press("Tab");
    await page.keyboard.type(demoPassword);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/dashboard");

    await page.goto("/settings/sessions");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();

    await page.getByRole("button", { name: "Sign out", exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/");
  });
});

const lighthouse = "00000000-0000-7000-8003-000000000001";
const pages = [
  "/",
  "/login",
  "/no/such/page",
  "/dashboard",
  "/projects",
  "/projects/new",
  `/projects/${lighthouse}`,
  "/settings/sessions",
  "/admin",
];

for (const path of pages)
  test(`Tab reaches every control of ${path} in the order of reading, and shows where it is`, async ({
    page,
    enterAs,
  }) => {
    if (path !== "/login") await enterAs("alice");
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const stops = await tabThrough(page, await countControls(page));
    expect(stops.map(({ place }) => place)).toEqual(stops.map((_, index) => index));
    expect(stops.filter(({ isMarked }) => !isMarked)).toEqual([]);
    // Nothing stands entirely above what was before it, unless it begins the next column: beside a menu, the page goes on at its top.
    const goesBack = (stop: Stop, before: Stop | undefined) =>
      before !== undefined && stop.bottom <= before.top && stop.left < before.right;
    expect(stops.filter((stop, index) => goesBack(stop, stops[index - 1]))).toEqual([]);
  });
