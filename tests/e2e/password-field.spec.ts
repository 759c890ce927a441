import { demoPassword } from "./people.ts";
import { expect, test } from "./test.ts";

test.describe("the password field (PW19)", { tag: "@no-javascript" }, () => {
  test("is hidden, known to password managers, and takes what is pasted", async ({ page }) => {
    await page.goto("/login");
    const password = page.getByLabel("Password", { exact: true });
    await expect(password).toHaveAttribute("type", "password");
    await expect(password).toHaveAttribute("autocomplete", "current-password");
    await expect(page.getByLabel("Username or e-mail")).toHaveAttribute("autocomplete", "username");

    await page.getByLabel("Username or e-mail").fill(demoPassword);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+x");
    await password.focus();
    await page.keyboard.press("ControlOrMeta+v");
    await expect(password).toHaveValue(demoPassword);
  });
});

test("the password can be looked at and hidden again, and the typed text stays", async ({ page }) => {
  await page.goto("/login");
  const password = page.getByLabel("Password", { exact: true });
  await password.fill(demoPassword);
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
  await expect(password).toHaveValue(demoPassword);
});
