import { randomBytes } from "node:crypto";

import type { Page } from "@playwright/test";

import { linkFrom, mailboxUrl } from "./mailbox.ts";
import { sendSignIn } from "./people.ts";
import { expect, test } from "./test.ts";

const first = "seven lanterns over the quay";
const second = "nine herons beside the lock";
const third = "eleven barges under the bridge";

/** Opens the link of a mail and does what its page offers. */
async function followMail(page: Page, to: string, subject: string, button: string): Promise<void> {
  await page.goto(await linkFrom(to, subject));
  await page.getByRole("button", { name: button }).click();
}

async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/login");
  await sendSignIn(page, name, password);
  await expect(page).toHaveURL("/dashboard");
}

test(
  "RM-02 RM-03 AC07 a person's whole way: register, verify, change and lose the password, change and take back the address, leave",
  {
    tag: "@no-javascript",
  },
  async ({ page, openBrowser, javaScriptEnabled }) => {
    test.skip(!mailboxUrl(), "with E2E_BASE_URL there is no mailbox to look into");
    test.setTimeout(120_000);
    const name = `nora-${randomBytes(4).toString("hex")}`;
    const [email, newEmail] = [`${name}@example.org`, `${name}@example.net`];

    await page.goto("/register");
    await page.getByLabel("Username").fill(name);
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByLabel("Password", { exact: true }).fill(first);
    await page.getByRole("button", { name: "Create the account" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");

    await followMail(page, email, "Confirm your e-mail address", "Confirm this address");
    await expect(page.getByText("Your address is confirmed")).toBeVisible();
    await sendSignIn(page, name, first);
    await expect(page).toHaveURL("/dashboard");

    const elsewhere = await openBrowser({ javaScriptEnabled });
    await enter(elsewhere, email, first);
    await page.goto("/settings/password");
    await page.getByLabel("Current password").fill(first);
    await page.getByLabel("New password").fill(second);
    await page.getByRole("button", { name: "Change the password" }).click();
    await expect(page.getByText("Your password is changed")).toBeVisible();
    await elsewhere.goto("/dashboard");
    await expect(elsewhere).toHaveURL(/\/login/);

    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL("/");
    await page.goto("/login");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
    await page.goto(await linkFrom(email, "Choose a new password"));
    await page.getByLabel("New password").fill(third);
    await page.getByRole("button", { name: "Set the password" }).click();
    await expect(page.getByText("Your password is set")).toBeVisible();
    await sendSignIn(page, name, third);
    await expect(page).toHaveURL("/dashboard");

    await page.goto("/settings/email");
    await page.getByLabel("New address").fill(newEmail);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText("A link is on its way")).toBeVisible();
    await followMail(page, newEmail, "Confirm your new e-mail address", "Confirm this address");
    await expect(page.getByText("Your new address counts")).toBeVisible();
    await sendSignIn(page, newEmail, third);
    await expect(page).toHaveURL("/dashboard");

    await followMail(page, email, "Your e-mail address was changed", "Do this now");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Done. Check your mail");
    await page.goto(await linkFrom(email, "Choose a new password", 2));
    await page.getByLabel("New password").fill(first);
    await page.getByRole("button", { name: "Set the password" }).click();
    await sendSignIn(page, email, first);
    await expect(page).toHaveURL("/dashboard");

    await page.goto("/settings/account");
    await page.getByText("Delete your account", { exact: true }).last().click();
    await page.getByLabel(`Type your username, ${name}, to confirm`).fill(name);
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page.getByText("Your account is closed")).toBeVisible();
    await linkFrom(email, "Your account will be deleted");
  },
);
