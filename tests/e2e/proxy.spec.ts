import type { Page } from "@playwright/test";

import { freePort } from "#app/db/embedded/port.ts";
import { settingsFor } from "#app/lab/proxy/part.ts";
import { startLabProxy, type LabProxy } from "#app/lab/proxy/proxy.ts";
import { sendSignIn } from "./people.ts";
import { startStage, type Stage } from "./stage.ts";
import { expect, test } from "./test.ts";

/** The lab's proxy, on another port of this machine than the app, which knows of it. */
let proxy: LabProxy;
let stage: Stage;

test.beforeAll(async ({ databaseServer }) => {
  const port = await freePort();
  const app = `http://localhost:${port}`;
  proxy = await startLabProxy({ app });
  stage = await startStage(JSON.parse(databaseServer), { PORT: String(port), APP_URL: app, ...settingsFor(proxy) });
});
test.afterEach(() => proxy.faults.clear());
test.afterAll(() => stage.stop().finally(proxy.close));

const at = (path: string) => stage.url + path;
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const choose = (page: Page, person: string) => page.getByRole("button", { name: `Go on as ${person}` }).click();

async function comeIn(page: Page, person: string, path = "/login"): Promise<void> {
  await page.goto(at(path));
  await page.getByRole("link", { name: "Lab proxy", exact: true }).click();
  await choose(page, person);
}

// What has a form or a page of ours in it is tried without scripts as well; the rest is redirects.
const alsoWithoutScripts = { tag: "@no-javascript" };

test.describe("signing in through a proxy", () => {
  test.describe.configure({ mode: "serial" });

  test(
    "somebody new gets an account, and is the same person the next time (CB-06)",
    alsoWithoutScripts,
    async ({ page, openBrowser }) => {
      await comeIn(page, "nina", "/login?redirectTo=/settings/sign-in-methods");
      await expect(page).toHaveURL(at("/settings/sign-in-methods"));
      await expect(page.getByText("nina@example.com")).toHaveCount(1);
      const again = await openBrowser();
      await comeIn(again, "nina");
      await expect(heading(again)).toHaveText("Hello, nina");
    },
  );

  test("alice comes in to the account that she has (Z-03)", async ({ page }) => {
    await comeIn(page, "alice");
    await expect(heading(page)).toHaveText("Hello, Alice");
  });

  test("whoever opens a page through the proxy is in at once", async ({ page }) => {
    await page.goto(`${proxy.url}/projects`);
    await choose(page, "alice");
    await expect(page).toHaveURL(at("/projects"));
    await page.goto(`${proxy.url}/dashboard`);
    await expect(heading(page)).toHaveText("Hello, Alice");
    await page.goto(`${proxy.url}/lab-proxy?to=/dashboard`);
    await choose(page, "carol");
    await expect(heading(page)).toHaveText("Hello, Carol");
  });

  test("nina loses the role here with the group there (Z-09)", async ({ page, openBrowser }) => {
    proxy.setGroups("nina", ["editors"]);
    await comeIn(page, "nina");
    await page.goto(at("/projects/new"));
    await expect(heading(page)).toHaveText("New project");
    proxy.setGroups("nina", []);
    const again = await openBrowser();
    await comeIn(again, "nina");
    await again.goto(at("/projects/new"));
    await expect(heading(again)).toHaveText("You may not open this page");
  });

  test("dave, who is disabled here, stays out and is told so", async ({ page }) => {
    await comeIn(page, "dave");
    await expect(page.getByRole("alert")).toContainText("This account is disabled.");
  });

  test(
    "root is asked to show that the account is theirs, and connects it (OC10)",
    alsoWithoutScripts,
    async ({ page }) => {
      await comeIn(page, "root");
      await expect(page.getByRole("alert")).toContainText("There is already an account with your e-mail address.");
      await page.getByRole("link", { name: "Sign in and connect Lab proxy" }).click();
      await sendSignIn(page, "root");
      await expect(page.getByRole("heading", { name: "Connect Lab proxy?" })).toBeVisible();
      await page.getByRole("button", { name: "Connect it" }).click();
      await expect(page.getByText("Connected. You can sign in that way from now on.")).toBeVisible();
    },
  );

  for (const fault of ["secret-forgotten", "secret-wrong", "names-two"] as const)
    test(`a proxy with something wrong about it (${fault}) lets nobody in, and passwords work (CB-07)`, async ({
      page,
    }) => {
      proxy.faults.add(fault);
      await comeIn(page, "alice");
      await expect(page.getByRole("alert")).toContainText("so nobody was signed in");
      await page.getByRole("link", { name: "Sign in another way" }).click();
      await sendSignIn(page, "bob");
      await expect(heading(page)).toHaveText("Hello, Bob");
    });

  test("a browser that names somebody by itself is nobody (Z-05)", async ({ openBrowser }) => {
    const page = await openBrowser({
      extraHTTPHeaders: { "X-Forwarded-User": "alice@example.com", "X-Proxy-Auth-Secret": "x".repeat(43) },
    });
    await page.goto(at("/auth/proxy/login"));
    await expect(page.getByRole("alert")).toContainText("did not come through Lab proxy");
    await page.goto(at("/dashboard"));
    await expect(page).toHaveURL(/\/login/);
    proxy.faults.add("appends");
    await page.goto(`${proxy.url}/auth/proxy/login`);
    await choose(page, "carol");
    await expect(page.getByRole("alert")).toContainText("cannot be read in one way only");
  });
});
