import { demoPassword, sendSignIn, signIn } from "./people.ts";
import { expect, test } from "./test.ts";

const dashboard = "Hello, Alice";

test.describe("signing in and out", { tag: "@no-javascript" }, () => {
  for (const identifier of ["alice", "alice@example.com"])
    test(`alice comes in as ${identifier}, sees a guarded page and signs out`, async ({ page }) => {
      await page.goto("/login");
      await sendSignIn(page, identifier);
      await expect(page).toHaveURL("/dashboard");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(dashboard);
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page).toHaveURL("/");
      await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
      await page.goto("/dashboard");
      await expect(page).toHaveURL("/login?redirectTo=%2Fdashboard");
    });

  test("a wrong password is answered in place: what was typed stays, the password is never sent back (PW19)", async ({
    page,
  }) => {
    const wrong = "not alice's pass phrase";
    await page.goto("/login");
    await page.getByLabel("Keep me signed in").check();
    await sendSignIn(page, "alice@example.com", wrong);
    await expect(page.getByRole("alert")).toHaveText("That didn't match an account. Check both and try again.");
    await expect(page).toHaveURL("/login");
    await expect(page.getByLabel("Username or e-mail")).toHaveValue("alice@example.com");
    await expect(page.getByLabel("Keep me signed in")).toBeChecked();
    expect(await page.content()).not.toContain(wrong);
    await page.getByLabel("Password", { exact: true }).fill(demoPassword);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(dashboard);
  });

  test("somebody unknown is told the same as somebody who mistyped (LG-03)", async ({ page }) => {
    await page.goto("/login");
    await sendSignIn(page, "nobody@example.com");
    await expect(page.getByRole("alert")).toHaveText("That didn't match an account. Check both and try again.");
  });

  test("dave, who is disabled, is told so after the right password and stays outside (LG-05)", async ({ page }) => {
    await page.goto("/login");
    await sendSignIn(page, "dave");
    await expect(page.getByRole("alert")).toContainText("This account is disabled.");
    await page.goto("/dashboard");
    await expect(page).toHaveURL(/\/login/);
  });

  test("whoever asks for a guarded page first comes back to it after signing in (LG-17)", async ({ page }) => {
    await page.goto("/settings/sessions?done=revoked");
    await expect(page).toHaveURL("/login?redirectTo=%2Fsettings%2Fsessions%3Fdone%3Drevoked");
    await sendSignIn(page, "carol", "not carol's pass phrase");
    await expect(page.getByRole("alert")).toBeVisible();
    await sendSignIn(page, "carol");
    await expect(page).toHaveURL("/settings/sessions?done=revoked");
  });

  test("a link that leads elsewhere after signing in leads to the dashboard (RX15)", async ({ page }) => {
    await page.goto("/login?redirectTo=https%3A%2F%2Fexample.com%2F");
    await sendSignIn(page, "carol");
    await expect(page).toHaveURL("/dashboard");
  });

  test("after signing out, the Back button shows nothing of what was there (SE04)", async ({ page }) => {
    await signIn(page, "alice");
    await page.getByRole("link", { name: "Sessions" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sessions");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to Gatehouse");
    expect(await page.content()).not.toContain("alice@example.com");
  });
});

test("with JavaScript a wrong password takes neither the focus nor what was typed", async ({ page }) => {
  await page.goto("/login");
  await sendSignIn(page, "nobody@example.com", "a mistyped pass phrase");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeFocused();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("a mistyped pass phrase");
});
