import { demoPassword, signIn } from "./people.ts";
import { type Stage, startStage } from "./stage.ts";
import { expect, test } from "./test.ts";

let stage: Stage | undefined;
test.beforeAll(async ({ databaseServer }) => {
  if (databaseServer) stage = await startStage(JSON.parse(databaseServer));
});
test.afterAll(() => stage?.stop());

test(
  "a form that comes too late waits for the password, and then goes on (SE21)",
  { tag: "@no-javascript" },
  async ({ openBrowser, javaScriptEnabled }) => {
    test.skip(!stage, "with E2E_BASE_URL there is no place for a second server");
    const page = await openBrowser({ baseURL: stage?.url, javaScriptEnabled });
    await signIn(page, "carol");
    await page.goto("/settings/email");
    await page.getByLabel("New address").fill("carol.new@example.com");
    await stage?.change("update auth.sessions set authenticated_at = authenticated_at - interval '11 minutes'");
    await page.getByLabel("New address").press("Enter");

    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm that it is you");
    await expect(page.getByRole("main")).toContainText("You are signed in as Carol");
    await expect(page.getByRole("main")).toContainText("/settings/email");
    const password = page.getByLabel("Password", { exact: true });
    await password.fill("not her pass phrase");
    await password.press("Enter");
    await expect(page.getByRole("alert")).toHaveText("That is not your password. Check it and try again.");
    await password.fill(demoPassword);
    await password.press("Enter");
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();

    await expect(page).toHaveURL("/settings/email?done=asked");
    await expect(page.getByRole("status").first()).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("button", { name: "Continue" })).toHaveCount(0);
  },
);
