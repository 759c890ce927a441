import { devices, type Page } from "@playwright/test";

import { signIn } from "./people.ts";
import { expect, test } from "./test.ts";

// bob's sessions end here, so no other file signs in as bob, and these tests run one after the other.
test.describe.configure({ mode: "default" });

for (const javaScriptEnabled of [true, false])
  test.describe(`bob in two browsers, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });
    const { userAgent } = devices["Desktop Firefox"];

    test("he sees both, ends the other, and it stands before the sign-in page at its next click (SE07)", async ({
      page,
      openBrowser,
    }) => {
      const other = await openBrowser({ javaScriptEnabled, userAgent });
      await Promise.all([signIn(page, "bob"), signIn(other, "bob")]);
      await page.goto("/settings/sessions");
      await expect(item(page, "This browser")).toContainText("Chrome on Windows");
      await item(page, "Firefox on Windows").getByRole("button", { name: "Sign out Firefox on Windows" }).click();
      await expect(page.getByRole("status").getByText("That session has ended.")).toBeVisible();
      await expect(item(page, "Firefox")).toHaveCount(0);

      await other.getByRole("link", { name: "Settings" }).click();
      await expect(other).toHaveURL("/login?redirectTo=%2Fsettings");
      await expect(other.getByRole("heading", { level: 1 })).toHaveText("Sign in to Gatehouse");
      await page.goto("/dashboard");
      await expect(page).toHaveURL("/dashboard");
    });

    test("he is asked before he signs out everywhere else, and stays signed in here (SE07)", async ({
      page,
      openBrowser,
    }) => {
      const other = await openBrowser({ javaScriptEnabled, userAgent });
      await Promise.all([signIn(page, "bob"), signIn(other, "bob")]);
      await page.goto("/settings/sessions");
      await page.getByText("Sign out everywhere else").click();
      await expect(page.getByText(/where Bob Editor is signed in will be signed out at once/)).toBeVisible();
      await page.getByRole("button", { name: /^End \d+ sessions?$/ }).click();
      await expect(page.getByText("You are now signed in only here.")).toBeVisible();
      await expect(page.getByRole("listitem").filter({ hasText: "from" })).toHaveCount(1);
      await other.reload();
      await expect(other).toHaveURL("/login?redirectTo=%2Fdashboard");
    });
  });

const item = (page: Page, text: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: text });
