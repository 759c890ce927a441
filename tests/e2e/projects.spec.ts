import { randomBytes } from "node:crypto";

import type { Page } from "@playwright/test";

import { expect, test } from "./test.ts";

const row = (page: Page, name: string) => page.getByRole("rowheader", { name, exact: true });

test(
  "a project's whole way: started, changed, shared, taken back, archived and deleted",
  { tag: "@no-javascript" },
  async ({ page, enterAs, openBrowser, mainKeys, baseURL, javaScriptEnabled }) => {
    const name = `Pier ${randomBytes(4).toString("hex")}`;
    const storageState = await mainKeys("erin");
    const erin = await openBrowser({ javaScriptEnabled, storageState, baseURL });
    await enterAs("alice");

    await page.goto("/projects");
    await page.getByRole("link", { name: "New project" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Budget").fill("a lot");
    await page.getByRole("button", { name: "Start the project" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Write a whole number" })).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue(name);
    await page.getByLabel("Budget").fill("12000");
    await page.getByRole("button", { name: "Start the project" }).click();
    await expect(page.getByText("Your project is started.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);

    await page.getByLabel("Status").selectOption("Active");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Your changes are saved.")).toBeVisible();
    const address = new URL(page.url()).pathname;
    expect((await erin.goto(address))?.status()).toBe(404);

    const withPerson = page.getByRole("form", { name: "Share with a person" });
    await withPerson.getByLabel("Username or e-mail").fill("erin");
    await withPerson.getByLabel("They may").selectOption("See and change it");
    await withPerson.getByRole("button", { name: "Share" }).click();
    await expect(page.getByRole("list", { name: "Shared with" })).toContainText("Erin Guest");
    await erin.goto("/projects");
    await row(erin, name).getByRole("link").click();
    await expect(erin.getByLabel("Name", { exact: true })).toHaveValue(name);
    await expect(erin.getByLabel("Budget")).toHaveCount(0);

    await page.getByRole("button", { name: "Stop sharing with Erin Guest" }).click();
    await expect(page.getByText("It is shared with nobody.")).toBeVisible();
    expect((await erin.goto(address))?.status()).toBe(404);

    await page.getByRole("button", { name: "Archive this project" }).click();
    await expect(page.getByText("The project is archived.")).toBeVisible();
    await page.getByText("Delete this project").click();
    await page.getByLabel(`Type its name, ${name}, to confirm`).fill(name);
    await page.getByRole("button", { name: "Delete it for good" }).click();
    await expect(page.getByText("The project is deleted.")).toBeVisible();
    await expect(row(page, name)).toHaveCount(0);
  },
);
