import type { Page } from "@playwright/test";

import { demoProjects } from "#app/db/demo-data.ts";
import type { Scene } from "./scenes.ts";

const at = (path: string) => (page: Page) => page.goto(path);
const idOf = (name: (typeof demoProjects)[number]["name"]) => demoProjects.find((one) => one.name === name)?.id ?? "";
const project = (name: Parameters<typeof idOf>[0], query = "") => at(`/projects/${idOf(name)}${query}`);

/** The worked example's pages in each state, for people who may do more and less. Nothing is changed in here. */
export const projectScenes: readonly Scene[] = [
  { name: "projects", as: "carol", open: at("/projects") },
  { name: "projects-admin", as: "alice", open: at("/projects") },
  { name: "projects-shared", as: "erin", open: at("/projects") },
  { name: "projects-filtered-none", as: "erin", open: at("/projects?status=archived") },
  { name: "projects-refused", as: "erin", open: at("/projects/new") },
  { name: "project-new", as: "alice", open: at("/projects/new") },
  { name: "project-new-errors", as: "alice", open: sendBadProject },
  { name: "project-admin", as: "alice", open: project("Lighthouse", "?done=updated") },
  { name: "project-editor", as: "bob", open: project("Lighthouse") },
  { name: "project-viewer", as: "carol", open: project("Lighthouse") },
  { name: "project-shared", as: "erin", open: project("Harbour") },
  { name: "project-deleting", as: "alice", open: deleteByAnotherName },
  { name: "project-sharing-errors", as: "alice", open: shareWithNobody },
  { name: "project-hidden", as: "erin", open: project("Breakwater") },
];

async function sendBadProject(page: Page): Promise<void> {
  await page.goto("/projects/new");
  await page.getByLabel("Name").fill(" ");
  await page.getByLabel("Budget").fill("a lot");
  await page.getByRole("button", { name: "Start the project" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function deleteByAnotherName(page: Page): Promise<void> {
  await project("Lighthouse")(page);
  await page.getByText("Delete this project").click();
  await page.getByLabel("Type its name").fill("Harbour");
  await page.getByRole("button", { name: "Delete it for good" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function shareWithNobody(page: Page): Promise<void> {
  await project("Ferry")(page);
  await page.getByLabel("Username or e-mail").fill("nobody-at-all");
  await page.getByRole("button", { name: "Share", exact: true }).first().click();
  await page.getByRole("alert").first().waitFor();
}
