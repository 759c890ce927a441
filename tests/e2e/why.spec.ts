import type { Page } from "@playwright/test";

import { demoPeople, demoProjects } from "#app/db/demo-data.ts";
import { sendSignIn } from "./people.ts";
import { startStage, type Stage } from "./stage.ts";
import { expect, test } from "./test.ts";

const breakwater = demoProjects.find(({ name }) => name === "Breakwater")?.id ?? "";
const idOf = (username: string) => demoPeople.find((person) => person.username === username)?.id ?? "";
const giveBreakwaterTo = (username: string) =>
  `update projects set owner_id = '${idOf(username)}' where id = '${breakwater}'`;
const asker = "00000000-0000-7000-8002-000000000009";
const letBobAsk = `
  insert into auth.roles (id, name, created_at) values ('${asker}', 'asker', now());
  insert into auth.role_grants (id, role_id, permission)
    values (gen_random_uuid(), '${asker}', 'admin:why');
  insert into auth.memberships (user_id, role_id) values ('${idOf("bob")}', '${asker}')`;

let stage: Stage | undefined;

// A place to itself: bob may ask why in here, and Breakwater changes hands.
test.describe.configure({ mode: "default" });
test.beforeAll(async ({ databaseServer }) => {
  if (!databaseServer) return;
  stage = await startStage(JSON.parse(databaseServer));
  await stage.change(letBobAsk);
});
test.afterAll(() => stage?.stop());

/** Opens Breakwater as bob while it is his, and gives it back to alice behind the page that he sees. */
async function openOutdatedPage(page: Page): Promise<void> {
  test.skip(!stage, "with E2E_BASE_URL there is no place for a second server");
  await stage?.change(giveBreakwaterTo("bob"));
  await page.goto(`${stage?.url}/login`);
  await sendSignIn(page, "bob");
  await page.waitForURL(/dashboard/);
  await page.goto(`${stage?.url}/projects/${breakwater}`);
  await stage?.change(giveBreakwaterTo("alice"));
}

async function expectTheAnswer(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/admin\/why\?request=/);
  const answer = page.getByRole("main");
  await expect(answer).toContainText("bob was refused: POST /projects/:id.");
  await expect(answer).toContainText("project:archive");
  await expect(answer).toContainText("is_owner (user: bob, ownerId: alice), fails here");
  await expect(answer).toContainText("Give bob the role admin.");
}

test.describe("why bob may not archive Breakwater", { tag: "@no-javascript" }, () => {
  test("is answered by two clicks: the one that is refused, and the one on the page that refuses", async ({ page }) => {
    await openOutdatedPage(page);
    await page.getByRole("button", { name: "Archive this project" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You may not open this page");
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await page.getByRole("link", { name: "Why?" }).click();
    await expectTheAnswer(page);
  });

  test("is answered by the keyboard alone", async ({ page }) => {
    await openOutdatedPage(page);
    await tabTo(page, "Archive this project");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: "Why?" })).toBeVisible();
    await tabTo(page, "Why?");
    await page.keyboard.press("Enter");
    await expectTheAnswer(page);
  });
});

test(
  "an administrator answers it from the code that somebody else's page shows",
  { tag: "@no-javascript" },
  async ({ page, openBrowser, javaScriptEnabled }) => {
    await openOutdatedPage(page);
    await page.getByRole("button", { name: "Archive this project" }).click();
    const code = await page.getByText(/^[0-9a-f-]{36}$/).innerText();
    const alice = await openBrowser({ javaScriptEnabled, baseURL: stage?.url });
    await alice.goto("/login");
    await sendSignIn(alice, "alice");
    await alice.waitForURL("/dashboard");
    await alice.goto("/admin/why");
    await alice.getByLabel("Code of a refused request").fill(code);
    await alice.keyboard.press("Enter");
    await expectTheAnswer(alice);
  },
);

/** Presses Tab until the control of this name has the focus; fails after as many as any page has. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(":focus", { hasText: name });
  for (let presses = 0; presses < 60 && (await focused.count()) === 0; presses += 1) await page.keyboard.press("Tab");
  await expect(focused).toHaveText(name);
}
