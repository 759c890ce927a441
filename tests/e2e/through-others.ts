import type { Page } from "@playwright/test";

import { seconds } from "#app/clock.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { byPassword, comeIn, heading, welcomeEverybodyBy, type WayIn } from "./people-from-elsewhere.ts";
import { expect, test } from "./test.ts";

/**
 * What must hold for every provider, in a browser: each of these tests goes to `start`'s provider and to an app of its own. `toldAfterCancel`
 * is what the app says to whoever changes their mind there; null where the provider has no button for that.
 */
export function signInThrough(
  what: string,
  start: (server: DatabaseServer) => Promise<Elsewhere>,
  toldAfterCancel: string | null,
): void {
  let there: Elsewhere;

  test.beforeAll(async ({ databaseServer }) => void (there = await start(JSON.parse(databaseServer))));
  test.afterEach(() => there?.recover());
  test.afterAll(() => there?.close());

  const at = (path: string) => there.stage.url + path;

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

  async function signIn(page: Page, person: string, path = "/login"): Promise<void> {
    await leave(page, path);
    await there.choose(page, person);
  }

  async function connect(page: Page, person: string): Promise<void> {
    await page.goto(at("/settings/sign-in-methods"));
    await page.getByRole("link", { name: `Connect ${there.label}` }).click();
    await there.choose(page, person);
    await page.getByRole("button", { name: "Connect it" }).click();
  }

  const setGroups: Elsewhere["setGroups"] = (person, groups) => there.setGroups(person, groups);
  const way: WayIn = { label: () => there.label, at, setGroups, signIn, connect };

  test.describe(`signing in through ${what}`, () => {
    test.describe.configure({ mode: "serial" });

    // Before anything else: what it has said once may count for a while, and then the app does not need it.
    test("when it is down, hangs or talks nonsense, the person is told soon, passwords work, and so does it afterwards (OC14)", async ({
      page,
      openBrowser,
      complaints,
    }) => {
      test.slow();
      for (const trouble of ["takeDown", "hang", "talkNonsense"] as const) {
        await there.recover();
        const address = await there.needsIt(() => addressThere(page));
        await there[trouble]();
        const waiting = page.goto(address, { timeout: seconds(8) });
        await byPassword(way, await openBrowser(), "bob");
        expect((await waiting)?.status()).toBe(503);
        await expect(page.getByRole("alert")).toContainText(`${there.label} does not answer at the moment.`);
        expect(complaints.splice(0).join()).toContain("503");
      }
      await there.recover();
      await page.getByRole("link", { name: `Try ${there.label} again` }).click();
      await there.choose(page, "alice");
      await expect(heading(page)).toHaveText("Hello, Alice");
    });

    welcomeEverybodyBy(way);

    test("alice still comes in when it has changed its keys", async ({ page }) => {
      await there.rotateKeys();
      await comeIn(way, page, "alice");
    });

    if (toldAfterCancel)
      test("whoever changes their mind there is back where they were (OL-15)", async ({ page, complaints }) => {
        await leave(page);
        await there.cancel?.(page);
        await expect(page.getByText(toldAfterCancel)).toBeVisible();
        complaints.splice(0); // the browser's about the status, where that is an error
        await page.getByRole("link", { name: "Sign in another way" }).click();
        await expect(page).toHaveURL(at("/login"));
      });

    test("an address that it does not vouch for opens nothing (OC09)", async ({ page }) => {
      const { person, told } = there.somebodyWithout();
      await signIn(page, person);
      await expect(page.getByRole("alert")).toContainText(told);
    });
  });
}
