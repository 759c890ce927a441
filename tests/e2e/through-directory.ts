import type { Page } from "@playwright/test";

import { seconds } from "#app/clock.ts";
import { directoryPassword } from "#app/lab/directory/entries.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import { byPassword, comeIn, heading, welcomeEverybodyBy, type WayIn } from "./people-from-elsewhere.ts";
import { sendSignIn } from "./people.ts";
import type { Stage } from "./stage.ts";
import { expect, test } from "./test.ts";

/** A directory in which the lab's people are, and an app of its own that knows it as `label`, trusted for example.com, with its group `editors` for the role editor. */
export type DirectoryElsewhere = {
  readonly label: string;
  readonly stage: Stage;
  setGroups: (person: string, groups: readonly string[]) => Promise<void>;
  takeDown: () => Promise<void>;
  hang: () => Promise<void>;
  talkNonsense: () => Promise<void>;
  recover: () => Promise<void>;
  close: () => Promise<void>;
};

/** What must hold for every directory, in a browser: each of these tests goes to `start`'s directory and to an app of its own. */
export function signInAt(what: string, start: (server: DatabaseServer) => Promise<DirectoryElsewhere>): void {
  let there: DirectoryElsewhere;

  test.beforeAll(async ({ databaseServer }) => void (there = await start(JSON.parse(databaseServer))));
  test.afterEach(() => there.recover());
  test.afterAll(() => there?.close());

  const at = (path: string) => there.stage.url + path;

  async function signIn(page: Page, person: string, path = "/login"): Promise<void> {
    await page.goto(at(path));
    await sendSignIn(page, person, directoryPassword);
  }

  async function connect(page: Page, person: string): Promise<void> {
    await page.goto(at("/settings/sign-in-methods"));
    await page.getByRole("link", { name: `Connect ${there.label}` }).click();
    await page.getByLabel(`Username in ${there.label}`).fill(person);
    await page.getByLabel(`Password in ${there.label}`, { exact: true }).fill(directoryPassword);
    await page.getByRole("button", { name: `Connect ${there.label}` }).click();
  }

  const setGroups: DirectoryElsewhere["setGroups"] = (person, groups) => there.setGroups(person, groups);
  const way: WayIn = { label: () => there.label, at, setGroups, signIn, connect };

  test.describe(`signing in with a password of ${what}`, () => {
    test.describe.configure({ mode: "serial" });

    welcomeEverybodyBy(way);

    test("oscar confirms with that password that it is still him", async ({ page }) => {
      await comeIn(way, page, "oscar");
      await page.goto(at("/settings/email"));
      await page.getByLabel("New address").fill("oscar.new@example.org");
      await there.stage.change("update auth.sessions set authenticated_at = authenticated_at - interval '11 minutes'");
      await page.getByLabel("New address").press("Enter");
      await expect(heading(page)).toHaveText("Confirm that it is you");
      const password = page.getByLabel("Password", { exact: true });
      await password.fill("not his pass phrase");
      await password.press("Enter");
      await expect(page.getByRole("alert")).toHaveText("That is not your password. Check it and try again.");
      await password.fill(directoryPassword);
      await password.press("Enter");
      await expect(page).toHaveURL(at("/settings/email?done=asked"));
    });

    for (const trouble of ["takeDown", "hang", "talkNonsense"] as const)
      test(`when it does not answer (${trouble}), the person is told soon, and passwords work (LD07 LD-11)`, async ({
        page,
        openBrowser,
        complaints,
      }) => {
        await there[trouble]();
        const began = performance.now();
        await signIn(page, "oscar");
        await byPassword(way, await openBrowser(), "bob");
        await expect(page.getByRole("alert")).toContainText("not every place could be asked", { timeout: seconds(8) });
        expect(complaints.splice(0).join()).toContain("503");
        expect(performance.now() - began).toBeLessThan(seconds(9));
        await there.recover();
        await comeIn(way, page, "oscar");
      });
  });
}
