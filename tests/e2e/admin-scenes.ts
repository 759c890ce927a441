import type { Page } from "@playwright/test";

import { demoPeople } from "#app/db/demo-data.ts";
import type { Scene } from "./scenes.ts";

const at = (path: string) => (page: Page) => page.goto(path);
const pageOf = (username: string) => `/admin/users/${demoPeople.find((person) => person.username === username)?.id}`;

/** The administrators' pages about people. */
export const adminScenes: readonly Scene[] = [
  { name: "admin-overview", as: "alice", open: at("/admin") },
  { name: "admin-overview-in-numbers", as: "alice", open: openNumbers },
  { name: "admin-refused", as: "bob", open: at("/admin/users") },
  { name: "admin-users", as: "alice", open: at("/admin/users") },
  { name: "admin-users-nobody", as: "alice", open: at("/admin/users?q=zz&state=staff&role=viewer") },
  { name: "admin-person", as: "alice", open: at(pageOf("carol")) },
  { name: "admin-person-done", as: "alice", open: at(`${pageOf("carol")}?done=give-role`) },
  { name: "admin-person-disabled", as: "alice", open: at(pageOf("dave")) },
  { name: "admin-person-superuser", as: "alice", open: at(pageOf("root")) },
  { name: "admin-person-yourself", as: "alice", open: at(pageOf("alice")) },
  { name: "admin-person-by-superuser", as: "root", open: at(pageOf("alice")) },
  { name: "admin-person-confirming", as: "root", open: askForAll },
  { name: "admin-person-errors", as: "alice", open: sendBadNames },
  { name: "admin-person-bad-attribute", as: "alice", open: sendBadAttribute },
  { name: "admin-person-unknown", as: "alice", open: at("/admin/users/00000000-0000-7000-8001-000000000099") },
  { name: "admin-invite", as: "alice", open: at("/admin/users/invite") },
  { name: "admin-invite-errors", as: "alice", open: inviteBob },
  { name: "admin-sessions", as: "alice", open: at("/admin/sessions") },
  { name: "admin-sessions-nobody", as: "alice", open: at("/admin/sessions?person=nobody") },
];

/** Opens everything that asks before it is done. */
async function askForAll(page: Page): Promise<void> {
  await page.goto(pageOf("alice"));
  for (const summary of await page.locator("summary").all()) await summary.click();
}

async function sendBadNames(page: Page): Promise<void> {
  await page.goto(pageOf("carol"));
  await page.getByLabel("Username").fill("bob");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function sendBadAttribute(page: Page): Promise<void> {
  await page.goto(pageOf("carol"));
  await page.getByLabel("Name", { exact: true }).fill("Not a name");
  await page.getByLabel("Value", { exact: true }).fill("harbour");
  await page.getByRole("button", { name: "Set", exact: true }).click();
  await page.getByRole("alert").first().waitFor();
}

async function inviteBob(page: Page): Promise<void> {
  await page.goto("/admin/users/invite");
  await page.getByLabel("E-mail", { exact: true }).fill("bob@example.com");
  await page.getByLabel("editor").check();
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function openNumbers(page: Page): Promise<void> {
  await page.goto("/admin");
  await page.getByText("The same in numbers").click();
}
