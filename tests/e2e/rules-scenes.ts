import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

const at = (path: string) => (page: Page) => page.goto(path);

/** Opens the page of a role as the list leads to it. */
const roleAt =
  (name: string, search = "") =>
  async (page: Page) => {
    await page.goto("/admin/roles");
    const address = await page.getByRole("link", { name, exact: true }).first().getAttribute("href");
    await page.goto(`${address}${search}`);
  };

/** The administrators' pages about rules. Nothing that they look at is made. */
export const rulesScenes: readonly Scene[] = [
  { name: "admin-roles", as: "alice", open: at("/admin/roles") },
  { name: "admin-roles-taken", as: "alice", open: makeAViewer },
  { name: "admin-role", as: "alice", open: roleAt("editor") },
  {
    name: "admin-role-condition",
    as: "alice",
    open: roleAt("viewer", "?condition=time_window&condition=ip_range"),
  },
  { name: "admin-role-preview", as: "alice", open: lookAtAGrant },
  { name: "admin-role-circle", as: "alice", open: lookAtACircle },
  { name: "admin-permissions", as: "alice", open: at("/admin/permissions") },
  { name: "admin-grants", as: "alice", open: at("/admin/grants") },
  { name: "admin-fields", as: "alice", open: at("/admin/fields") },
  { name: "admin-audit", as: "alice", open: at("/admin/audit") },
  { name: "admin-audit-nothing", as: "alice", open: at("/admin/audit?person=nobody") },
];

async function makeAViewer(page: Page): Promise<void> {
  await page.goto("/admin/roles");
  await page.getByLabel("Name").fill("viewer");
  await page.getByRole("button", { name: "Make the role" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function lookAtAGrant(page: Page): Promise<void> {
  await roleAt("editor")(page);
  await page.getByLabel("Permission", { exact: true }).selectOption("project:delete");
  await page
    .locator("form", { has: page.getByLabel("Permission", { exact: true }) })
    .getByRole("button")
    .click();
  await page.getByRole("button", { name: "Make the change" }).waitFor();
}

async function lookAtACircle(page: Page): Promise<void> {
  await roleAt("viewer")(page);
  await page.getByLabel("Another role").selectOption("admin");
  await page
    .locator("form", { has: page.getByLabel("Another role") })
    .getByRole("button")
    .click();
  await page.getByRole("alert").first().waitFor();
}
