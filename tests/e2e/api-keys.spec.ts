import type { Page } from "@playwright/test";

import { makeKey, shownKey } from "./api-keys.ts";
import { expect, test } from "./test.ts";

const itemOf = (page: Page, name: string) =>
  page.getByRole("main").getByRole("listitem").filter({ hasText: name }).filter({ hasNotText: "Revoked" });

test(
  "carol makes a key, uses it, puts another in its place and revokes that (AK-02 AK-17)",
  { tag: "@no-javascript" },
  async ({ page, enterAs, request }) => {
    await enterAs("carol");
    const name = `Printer ${Date.now()}`;
    const status = async (key: string, path = "/api/projects") =>
      (await request.get(path, { headers: { Authorization: `Bearer ${key}` } })).status();

    const key = await makeKey(page, name);
    await expect(page.getByText("Copy it now. It is not shown again.")).toBeVisible();
    expect([await status(key), await status(key, "/api/admin/users")]).toEqual([200, 403]);
    await page.goto("/settings/api-keys");
    await expect(page.getByText(key)).toHaveCount(0);
    await expect(itemOf(page, name)).toContainText(key.slice(0, 13));

    await itemOf(page, name).getByText("Replace", { exact: true }).click();
    await itemOf(page, name)
      .getByRole("button", { name: `Replace ${name}` })
      .click();
    await expect(page.getByRole("heading", { name: `${name} is made` })).toBeVisible();
    await expect(page.getByLabel("Your new key")).not.toHaveValue(key);
    const next = await shownKey(page);
    expect([await status(key), await status(next)]).toEqual([401, 200]);

    await itemOf(page, name).getByText("Revoke", { exact: true }).click();
    await itemOf(page, name)
      .getByRole("button", { name: `Revoke ${name}` })
      .click();
    await expect(page.getByText("The key is revoked.")).toBeVisible();
    expect(await status(next)).toBe(401);
  },
);

test("a new key is copied by a button, where there are scripts", async ({ page, context, enterAs }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await enterAs("carol");
  const key = await makeKey(page, "Clipboard");
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
});
