import type { Page } from "@playwright/test";

import { seconds } from "#app/clock.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { sendSignIn } from "./people.ts";
import { expect, test } from "./test.ts";

/** What must hold for every provider, in a browser: each of these tests goes to `start`'s provider and to an app of its own. */
export function signInThrough(what: string, start: (server: DatabaseServer) => Promise<Elsewhere>): void {
  let there: Elsewhere;

  test.beforeAll(async ({ databaseServer }) => void (there = await start(JSON.parse(databaseServer))));
  test.afterEach(() => there.recover());
  test.afterAll(() => there?.close());

  const at = (path: string) => there.stage.url + path;
  const heading = (page: Page) => page.getByRole("heading", { level: 1 });

  async function leave(page: Page, path = "/login"): Promise<void> {
    await page.goto(at(path));
    await page.getByRole("link", { name: there.label, exact: true }).click();
  }

  /** Where at the provider the app sends this browser, before the provider sends it on. */
  async function addressThere(page: Page): Promise<string> {
    await page.goto(at("/login"));
    const link = page.getByRole("link", { name: there.label, exact: true });
    let request = (await page.goto(at((await link.getAttribute("href")) ?? "")))?.request();
    while (request && !request.redirectedFrom()?.url().startsWith(there.stage.url))
      request = request.redirectedFrom() ?? undefined;
    return request?.url() ?? "";
  }

  async function signIn(page: Page, person: string): Promise<void> {
    await leave(page);
    await there.choose(page, person);
  }

  async function connect(page: Page, person: string): Promise<void> {
    await page.goto(at("/settings/sign-in-methods"));
    await page.getByRole("link", { name: `Connect ${there.label}` }).click();
    await there.choose(page, person);
    await page.getByRole("button", { name: "Connect it" }).click();
  }

  async function byPassword(page: Page, username: string): Promise<void> {
    await page.goto(at("/login"));
    await sendSignIn(page, username);
    await expect(page).toHaveURL(at("/dashboard"));
  }

  test.describe(`signing in through ${what}`, { tag: "@no-javascript" }, () => {
    test.describe.configure({ mode: "serial" });

    test("somebody new gets an account, and is the same person the next time (OL-14)", async ({
      page,
      openBrowser,
    }) => {
      await leave(page, "/login?redirectTo=/settings/profile");
      await there.choose(page, "oscar");
      await expect(page).toHaveURL(at("/settings/profile"));
      await expect(page.getByLabel("First name")).toHaveValue("Oscar");
      const again = await openBrowser();
      await signIn(again, "oscar");
      await expect(heading(again)).toHaveText("Hello, Oscar");
      await again.goto(at("/settings/sign-in-methods"));
      await expect(again.getByText("oscar@example.org")).toHaveCount(1);
      await expect(again.getByText("This is the only way into your account.")).toBeVisible();
    });

    test("alice comes in to the account that she has (Z-03)", async ({ page }) => {
      await signIn(page, "alice");
      await expect(heading(page)).toHaveText("Hello, Alice");
    });

    test("alice still comes in when it has changed its keys", async ({ page }) => {
      await there.rotateKeys();
      await signIn(page, "alice");
      await expect(heading(page)).toHaveText("Hello, Alice");
    });

    test("dave, who is disabled here, stays out and is told so", async ({ page }) => {
      await signIn(page, "dave");
      await expect(page.getByRole("alert")).toContainText("This account is disabled.");
      await page.goto(at("/dashboard"));
      await expect(page).toHaveURL(/\/login/);
    });

    test("nina loses the role here with the group there (Z-09)", async ({ page, openBrowser }) => {
      await there.setGroups("nina", ["editors"]);
      await signIn(page, "nina");
      await page.goto(at("/projects/new"));
      await expect(heading(page)).toHaveText("New project");
      await there.setGroups("nina", []);
      const again = await openBrowser();
      await signIn(again, "nina");
      await again.goto(at("/projects/new"));
      await expect(heading(again)).toHaveText("You may not open this page");
    });

    test("erin connects it, comes in by it, and disconnects it again", async ({ page, openBrowser }) => {
      await byPassword(page, "erin");
      await connect(page, "erin");
      await expect(page.getByText("Connected. You can sign in that way from now on.")).toBeVisible();
      const again = await openBrowser();
      await signIn(again, "erin");
      await expect(heading(again)).toHaveText("Hello, Erin");
      await page.locator("summary", { hasText: "Disconnect" }).click();
      await page.getByRole("button", { name: `Disconnect ${there.label}` }).click();
      await expect(page.getByText("Disconnected.")).toBeVisible();
      await again.goto(at("/dashboard"));
      await expect(again).toHaveURL(/\/login/);
    });

    test("carol cannot connect what is alice's", async ({ page }) => {
      await byPassword(page, "carol");
      await connect(page, "alice");
      await expect(page.getByRole("alert")).toContainText("connected to another account already");
    });

    test("root is asked to show that the account is theirs, and connects it (OC10)", async ({ page }) => {
      await signIn(page, "root");
      await expect(page.getByRole("alert")).toContainText("There is already an account with your e-mail address.");
      await page.getByRole("link", { name: `Sign in and connect ${there.label}` }).click();
      await sendSignIn(page, "root");
      await expect(page.getByRole("heading", { name: `Connect ${there.label}?` })).toBeVisible();
      await page.getByRole("button", { name: "Connect it" }).click();
      await expect(page.getByText("Connected. You can sign in that way from now on.")).toBeVisible();
    });

    test("whoever changes their mind there is back where they were (OL-15)", async ({ page }) => {
      await leave(page);
      await page.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByText(`You stopped at ${there.label}.`)).toBeVisible();
      await page.getByRole("link", { name: "Sign in another way" }).click();
      await expect(page).toHaveURL(at("/login"));
    });

    test("an address that is not verified there opens nothing (OC09)", async ({ page }) => {
      await signIn(page, there.somebodyUnverified());
      await expect(page.getByRole("alert")).toContainText("has not verified your e-mail address");
    });

    for (const trouble of ["takeDown", "hang"] as const)
      test(`when it does not answer (${trouble}), the person is told soon, and passwords work (OC14)`, async ({
        page,
        openBrowser,
        complaints,
      }) => {
        const callback = await there.backFrom(await addressThere(page), "oscar");
        await there[trouble]();
        const waiting = page.goto(callback, { timeout: seconds(8) });
        await byPassword(await openBrowser(), "bob");
        expect((await waiting)?.status()).toBe(503);
        await expect(page.getByRole("alert")).toContainText(`${there.label} does not answer at the moment.`);
        expect(complaints.splice(0).join()).toContain("503");
        await there.recover();
        await page.getByRole("link", { name: `Try ${there.label} again` }).click();
        await there.choose(page, "oscar");
        await expect(heading(page)).toHaveText("Hello, Oscar");
      });
  });
}
