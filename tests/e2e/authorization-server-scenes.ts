import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

/** The applications of somebody who has allowed none, those that are registered, and what the form says to a bad address. */
export const authorizationServerScenes: readonly Scene[] = [
  { name: "applications-none", as: "alice", open: (page) => page.goto("/settings/applications") },
  { name: "clients-none", as: "alice", open: (page) => page.goto("/admin/clients") },
  { name: "client-new", as: "alice", open: (page) => page.goto("/admin/clients/new") },
  { name: "client-errors", as: "alice", open: sendBadAddress },
  { name: "client-registered", as: "root", open: registerOne },
];

async function sendBadAddress(page: Page): Promise<void> {
  await page.goto("/admin/clients/new");
  await page.getByLabel("Name", { exact: true }).fill("Harbour Reports");
  await page.getByLabel("Addresses that people come back to").fill("http://harbour.example.test/callback");
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function registerOne(page: Page): Promise<void> {
  await page.goto("/admin/clients/new");
  await page.getByLabel("Name", { exact: true }).fill("Harbour Reports");
  await page.getByLabel("Addresses that people come back to").fill("https://harbour.example.test/callback");
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByText("Harbour Reports is registered").waitFor();
}
