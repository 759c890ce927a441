import { demoPassword } from "#app/db/demo-data.ts";
import { expect, test } from "./test.ts";

test("carol's program signs in beside her browser: what it may, what it may not, and how she ends it (TS-08)", async ({
  page,
  request,
  enterAs,
}) => {
  const client = `Harbour app ${Date.now()}`;
  const login = await request.post("/api/auth/login", {
    data: { identifier: "carol", password: demoPassword, client },
  });
  expect(login.status()).toBe(200);
  const { access_token: token } = (await login.json()) as { access_token: string };
  const status = async (path: string, headers: Record<string, string> = { Authorization: `Bearer ${token}` }) =>
    (await request.get(path, { headers })).status();
  expect([await status("/api/auth/me"), await status("/api/projects"), await status("/api/admin/users")]).toEqual([
    200, 200, 403,
  ]);
  expect(await status("/api/auth/me", {})).toBe(401);

  await enterAs("carol");
  await page.goto("/settings/sessions");
  const item = page.getByRole("main").getByRole("listitem").filter({ hasText: client });
  await expect(item).toContainText("Program");
  await item.getByRole("button", { name: `Sign out ${client}` }).click();
  await expect(page.getByRole("status").getByText("That session has ended.")).toBeVisible();
  expect(await status("/api/auth/me")).toBe(401);
});
