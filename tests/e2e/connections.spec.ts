import { randomBytes } from "node:crypto";

import { labClient } from "#app/lab/openid/clients.ts";
import { startOpenIdProvider } from "#app/lab/openid/provider.ts";
import { mailboxUrl } from "./mailbox.ts";
import { expect, test } from "./test.ts";

test(
  "OL-05 a superuser adds a provider by its issuer, and somebody new comes in through it until it is removed",
  { tag: "@no-javascript" },
  async ({ page, enterAs, openBrowser, javaScriptEnabled }) => {
    test.skip(!mailboxUrl(), "with E2E_BASE_URL the server may not call this machine");
    test.setTimeout(90_000);
    const name = `petra-${randomBytes(4).toString("hex")}`;
    const person = { username: name, firstName: "Petra", lastName: "Pilot", groups: ["crew"] };
    const provider = await startOpenIdProvider({ people: [{ ...person, email: `${name}@example.net` }] });
    try {
      await enterAs("root");
      await page.goto("/admin");
      await page.getByRole("link", { name: "Connections" }).click();
      await page.getByRole("link", { name: "Add OpenID Connect" }).click();
      await page.getByLabel("Name").fill(name);
      await page.getByLabel("Label").fill(`Harbour ${name}`);
      await page.getByLabel("Issuer").fill(`${provider.issuer}/wrong`);
      await page.getByLabel("Client id").fill(labClient.id);
      await page.getByLabel("Client secret").fill(labClient.secret);
      await page.getByRole("button", { name: "Check and add" }).click();
      await expect(page.getByText("No provider describes itself at this address.")).toBeVisible();
      await expect(page.getByLabel("Client id")).toHaveValue(labClient.id);
      await page.getByLabel("Issuer").fill(provider.issuer);
      await page.getByLabel("Client secret").fill(labClient.secret);
      await page.getByRole("button", { name: "Check and add" }).click();
      await expect(page.getByText("The connection is added.")).toBeVisible();
      await expect(page.getByText(`/auth/${name}/callback`)).toBeVisible();

      await page.getByLabel("Make accounts for people who have none").check();
      await page.getByLabel("Trusted domains").fill("example.net");
      await page.getByLabel("Groups").fill("crew = editor");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("The change is made.")).toBeVisible();
      await page.getByRole("button", { name: "Test the connection" }).click();
      await expect(page.getByText("People can sign in through this provider.")).toBeVisible();

      const petra = await openBrowser({ javaScriptEnabled });
      await petra.goto("/login");
      await petra.getByRole("link", { name: `Harbour ${name}` }).click();
      await petra.locator(`button[value="${name}"]`).click();
      await expect(petra).toHaveURL("/dashboard");
      await petra.goto("/projects/new");
      await expect(petra.getByRole("heading", { level: 1 })).toBeVisible();

      await page.getByRole("link", { name: "All connections" }).click();
      await page.getByRole("link", { name: `Harbour ${name}` }).click();
      await expect(page.getByText("Signed in", { exact: true })).toBeVisible();
      await page.getByText("Remove the connection").click();
      await expect(page.getByText(`1 person is disconnected from Harbour ${name}`)).toBeVisible();
      await page.getByRole("button", { name: `Remove Harbour ${name}` }).click();
      await expect(page.getByText("The connection is removed.")).toBeVisible();
      await petra.goto("/dashboard");
      await expect(petra).toHaveURL(/\/login/);
      await expect(petra.getByRole("link", { name: `Harbour ${name}` })).toHaveCount(0);
    } finally {
      provider.close();
    }
  },
);
