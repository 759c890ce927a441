import type { Page } from "@playwright/test";

import { isServing } from "#tests/support/serving.ts";
import { type Application, codeOnDevice, registerApplication, sentTo } from "./applications.ts";
import type { Scene } from "./scenes.ts";

/** What people meet whom an application sends here: only where tokens are given out. */
const asking: readonly Scene[] = [
  { name: "application-asks", as: "alice", open: beAsked },
  { name: "application-allowed", as: "alice", open: allowOne },
  { name: "application-wrong", as: "alice", open: (page) => page.goto("/oauth2/authorize?client_id=unknown") },
  { name: "application-signs-out", as: "alice", open: (page) => page.goto("/oauth2/logout") },
  { name: "device", as: "alice", open: (page) => page.goto("/device") },
  { name: "device-unknown", as: "alice", open: (page) => typeCode(page, "WRNG-CODE") },
  { name: "device-asks", as: "alice", open: askOnDevice },
];

/** The applications of somebody who has allowed none, those that are registered, and what the form says to a bad address. */
export const authorizationServerScenes: readonly Scene[] = [
  { name: "applications-none", as: "alice", open: (page) => page.goto("/settings/applications") },
  { name: "clients-none", as: "alice", open: (page) => page.goto("/admin/clients") },
  { name: "client-new", as: "alice", open: (page) => page.goto("/admin/clients/new") },
  { name: "client-errors", as: "alice", open: sendBadAddress },
  { name: "client-registered", as: "root", open: registerOne },
  ...(isServing ? asking : []),
];

/** One that brings people back to where nothing comes after. */
async function registered(page: Page, name: string): Promise<Application> {
  await page.goto("/admin/clients");
  return registerApplication(page, name, new URL("/health", page.url()).href);
}

async function beAsked(page: Page): Promise<void> {
  await page.goto(sentTo(await registered(page, "Harbour Reports")));
  await page.getByRole("button", { name: "Allow" }).waitFor();
}

async function allowOne(page: Page): Promise<void> {
  await beAsked(page);
  await page.getByRole("button", { name: "Allow" }).click();
  await page.waitForURL("**/health?**");
  await page.goto("/settings/applications");
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.goto("/device");
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
  await page
    .getByRole("alert")
    .or(page.getByRole("button", { name: "Allow" }))
    .first()
    .waitFor();
}

async function askOnDevice(page: Page): Promise<void> {
  await typeCode(page, await codeOnDevice(page, await registered(page, "Harbour Screen")));
}

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
