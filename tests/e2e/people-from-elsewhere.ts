import type { Page } from "@playwright/test";

import { sendSignIn } from "./people.ts";
import { expect, test } from "./test.ts";

/** A way in by a place elsewhere that knows the lab's people, and the app that knows it: trusted for example.com, with its group `editors` for the role editor. */
export type WayIn = {
  readonly label: () => string;
  /** The address of a path of the app. */
  at: (path: string) => string;
  setGroups: (person: string, groups: readonly string[]) => Promise<void>;
  /** From this page of the app up to its answer. */
  signIn: (page: Page, person: string, path?: string) => Promise<void>;
  /** Connects it to the account that this browser is signed in to. */
  connect: (page: Page, person: string) => Promise<void>;
};

export const heading = (page: Page) => page.getByRole("heading", { level: 1 });

export async function comeIn({ signIn }: WayIn, page: Page, person: string): Promise<void> {
  await signIn(page, person);
  await expect(heading(page)).toHaveText(`Hello, ${person.slice(0, 1).toUpperCase()}${person.slice(1)}`);
}

export async function byPassword({ at }: WayIn, page: Page, username: string): Promise<void> {
  await page.goto(at("/login"));
  await sendSignIn(page, username);
  await expect(page).toHaveURL(at("/dashboard"));
}

// What has a form or a page of ours in it is tried without scripts as well.
const alsoWithoutScripts = { tag: "@no-javascript" };

/** What must hold for people who come by any such way, in a browser. */
export function welcomeEverybodyBy(way: WayIn): void {
  test(
    "somebody new gets an account, and is the same person the next time (OL-14 LD-08)",
    alsoWithoutScripts,
    async ({ page, openBrowser }) => {
      await way.signIn(page, "oscar", "/login?redirectTo=/settings/profile");
      await expect(page).toHaveURL(way.at("/settings/profile"));
      await expect(page.getByLabel("First name")).toHaveValue("Oscar");
      const again = await openBrowser();
      await comeIn(way, again, "oscar");
      await again.goto(way.at("/settings/sign-in-methods"));
      await expect(again.getByText("oscar@example.org")).toHaveCount(1);
      await expect(again.getByText("This is the only way into your account.")).toBeVisible();
    },
  );

  test("alice comes in to the account that she has (Z-03)", async ({ page }) => {
    await comeIn(way, page, "alice");
  });

  test("dave, who is disabled here, stays out and is told so (LD-09)", async ({ page }) => {
    await way.signIn(page, "dave");
    await expect(page.getByRole("alert")).toContainText("This account is disabled.");
    await page.goto(way.at("/dashboard"));
    await expect(page).toHaveURL(/\/login/);
  });

  test("nina loses the role here with the group there (Z-09)", async ({ page, openBrowser }) => {
    await way.setGroups("nina", ["editors"]);
    await comeIn(way, page, "nina");
    await page.goto(way.at("/projects/new"));
    await expect(heading(page)).toHaveText("New project");
    await way.setGroups("nina", []);
    const again = await openBrowser();
    await comeIn(way, again, "nina");
    await again.goto(way.at("/projects/new"));
    await expect(heading(again)).toHaveText("You may not open this page");
  });

  test(
    "erin connects it, comes in by it, and disconnects it again",
    alsoWithoutScripts,
    async ({ page, openBrowser }) => {
      await byPassword(way, page, "erin");
      await way.connect(page, "erin");
      await expect(page.getByText("Connected. You can sign in that way from now on.")).toBeVisible();
      const again = await openBrowser();
      await comeIn(way, again, "erin");
      await page.locator("summary", { hasText: "Disconnect" }).click();
      await page.getByRole("button", { name: `Disconnect ${way.label()}` }).click();
      await expect(page.getByText("Disconnected.")).toBeVisible();
      await again.goto(way.at("/dashboard"));
      await expect(again).toHaveURL(/\/login/);
    },
  );

  test("carol cannot connect what is alice's", async ({ page }) => {
    await byPassword(way, page, "carol");
    await way.connect(page, "alice");
    await expect(page.getByRole("alert")).toContainText("connected to another account already");
  });

  test(
    "root is asked to show that the account is theirs, and connects it (OC10 LD13)",
    alsoWithoutScripts,
    async ({ page }) => {
      await way.signIn(page, "root");
      await expect(page.getByRole("alert")).toContainText(/there is already an account with your e-mail address/i);
      await page.getByRole("link", { name: `Sign in and connect ${way.label()}` }).click();
      await sendSignIn(page, "root");
      await expect(page.getByRole("heading", { name: `Connect ${way.label()}?` })).toBeVisible();
      await page.getByRole("button", { name: "Connect it" }).click();
      await expect(page.getByText("Connected. You can sign in that way from now on.")).toBeVisible();
    },
  );
}
