import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

/** The pages of people who come through the lab's provider. */
export const oauthScenes: readonly Scene[] = [
  { name: "oauth-begun-elsewhere", as: null, open: (page) => page.goto("/auth/lab/callback?state=a-strangers") },
  { name: "oauth-cancelled", as: null, open: cancel },
  { name: "oauth-account-exists", as: null, open: (page) => signInAs(page, "root") },
  { name: "sign-in-methods", as: "carol", open: (page) => page.goto("/settings/sign-in-methods") },
  { name: "sign-in-methods-asking", as: "carol", open: askToConnect },
  { name: "sign-in-methods-gone", as: "carol", open: (page) => page.goto("/settings/sign-in-methods?connect=nothing") },
  { name: "sign-in-methods-last", as: null, open: (page) => asNina(page, "/settings/sign-in-methods") },
  { name: "confirm-elsewhere", as: null, open: (page) => asNina(page, "/confirm?redirectTo=%2Fsettings%2Femail") },
];

async function signInAs(page: Page, person: string): Promise<void> {
  await page.goto("/auth/lab/login");
  await page.locator(`button[name="person"][value="${person}"]`).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function cancel(page: Page): Promise<void> {
  await page.goto("/auth/lab/login");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("You stopped at Lab.").waitFor();
}

async function askToConnect(page: Page): Promise<void> {
  await page.goto("/settings/sign-in-methods");
  await page.getByRole("link", { name: "Connect Lab", exact: true }).click();
  await page.locator('button[name="person"][value="oscar"]').click();
  await page.getByRole("heading", { name: "Connect Lab?" }).waitFor();
}

async function asNina(page: Page, path: string): Promise<void> {
  await signInAs(page, "nina");
  await page.goto(path);
}
