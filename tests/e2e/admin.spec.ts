import { randomBytes } from "node:crypto";

import { linkFrom, mailboxUrl } from "./mailbox.ts";
import { sendSignIn } from "./people.ts";
import { expect, test } from "./test.ts";

const password = "seven lanterns over the quay";

test(
  "an administrator's way: invite, find, give a role, disable and enable, each of which holds at the person's next click",
  { tag: "@no-javascript" },
  async ({ page, openBrowser, enterAs, javaScriptEnabled }) => {
    test.skip(!mailboxUrl(), "with E2E_BASE_URL there is no mailbox to look into");
    test.setTimeout(90_000);
    const name = `mara-${randomBytes(4).toString("hex")}`;
    const email = `${name}@example.org`;
    await enterAs("alice");

    await page.goto("/dashboard");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Admin" }).click();
    await expect(page).toHaveURL("/admin");
    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Users" }).click();
    await page.getByRole("link", { name: "Invite" }).click();
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByText("The invitation is on its way.")).toBeVisible();
    await expect(page.getByRole("rowheader", { name: email })).toBeVisible();

    const mara = await openBrowser({ javaScriptEnabled });
    await mara.goto(await linkFrom(email, "Alice invites you to Gatehouse"));
    await mara.getByLabel("Username").fill(name);
    await mara.getByLabel("Password", { exact: true }).fill(password);
    await mara.getByRole("button", { name: "Create the account" }).click();
    await sendSignIn(mara, name, password);
    await expect(mara).toHaveURL("/dashboard");
    await mara.goto("/projects");
    await expect(mara.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(mara.getByRole("rowheader", { name: "Lighthouse" })).toHaveCount(0);

    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Users" }).click();
    await page.getByLabel("Name or e-mail begins with").fill(name.slice(0, -2));
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByRole("rowheader")).toHaveCount(1);
    await page.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);

    await page.getByLabel("One more role").selectOption({ label: "viewer: Sees projects" });
    await page.getByRole("button", { name: "Give the role" }).click();
    await expect(page.getByText("The role is given.")).toBeVisible();
    await mara.goto("/projects");
    await expect(mara.getByRole("rowheader", { name: "Lighthouse" })).toBeVisible();

    await page.getByText("Disable the account").click();
    await expect(page.getByText(`${name} will be signed out everywhere at once, and cannot sign in`)).toBeVisible();
    await page.getByRole("button", { name: "Disable it" }).click();
    await expect(page.getByText("The account is disabled, and every session has ended.")).toBeVisible();
    await mara.goto("/projects");
    await expect(mara).toHaveURL(/\/login/);
    await sendSignIn(mara, name, password);
    await expect(mara.getByText("This account is disabled.")).toBeVisible();

    await page.getByRole("button", { name: "Enable the account" }).click();
    await expect(page.getByText("The account is enabled.")).toBeVisible();
    await sendSignIn(mara, name, password);
    await expect(mara.getByRole("rowheader", { name: "Lighthouse" })).toBeVisible();
  },
);
