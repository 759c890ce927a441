import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { type Application, codeOnDevice, registerApplication, sentTo } from "./applications.ts";
import { axeFindings } from "./axe.ts";
import { sendSignIn, signIn } from "./people.ts";
import { expect, test as base } from "./test.ts";

/** `register` has alice register an application, in a browser of hers; it has a page of its own at `callback`. */
const test = base.extend<{ register: (name: string) => Promise<Application>; callback: string }>({
  // Playwright's own interception lets redirects through.
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from here
  callback: async ({}, use) => {
    const server = createServer((_, answer) =>
      answer.setHeader("Content-Type", "text/html").end('<!doctype html><html lang="en"><title>Harbour</title>Harbour'),
    );
    await once(server.listen(0, "127.0.0.1"), "listening");
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`);
    server.close().closeAllConnections();
  },
  register: ({ openBrowser, mainKeys, mainUrl, javaScriptEnabled, callback }, use) =>
    use(async (name) => {
      const storageState = await mainKeys("alice");
      const admin = await openBrowser({ baseURL: mainUrl, storageState, javaScriptEnabled });
      return registerApplication(admin, `${name} ${Date.now()}`, callback);
    }),
});

const backAt = async (page: Page, { callback }: Application): Promise<URLSearchParams> => {
  await page.waitForURL(`${callback}**`);
  return new URL(page.url()).searchParams;
};

test(
  "AS20 carol signs in on the way, allows an application what it asks for, and takes it back in her settings",
  { tag: "@no-javascript" },
  async ({ page, register }) => {
    const application = await register("Harbour Reports");
    await page.goto(sentTo(application));
    await sendSignIn(page, "carol");
    await expect(page.getByRole("heading", { name: `Allow ${application.name}?` })).toBeVisible();
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(3);
    await page.getByRole("button", { name: "Allow" }).click();
    const said = await backAt(page, application);
    expect([said.get("state"), said.get("code")]).toEqual(["the state", expect.stringMatching(/^[\w-]{43}$/)]);

    await page.goto("/settings/applications");
    const item = page.getByRole("listitem").filter({ hasText: application.name });
    await item.getByText("Take back", { exact: true }).click();
    await item.getByRole("button", { name: `Take back from ${application.name}` }).click();
    await expect(page.getByText("It may do nothing in your name any more.")).toBeVisible();
    // Nor would they be spared the question before: what runs on somebody's own machine could be anything (RFC 8252, section 8.6).
    await page.goto(sentTo(application));
    await page.getByRole("button", { name: "No", exact: true }).click();
    expect((await backAt(page, application)).get("error")).toBe("access_denied");
  },
);

test("carol connects a device by the code that it shows", { tag: "@no-javascript" }, async ({ page, register }) => {
  const application = await register("Harbour Screen");
  const code = await codeOnDevice(page, application);
  await signIn(page, "carol");
  await page.goto("/device");
  await page.getByLabel("Code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText(`Go on only if you are looking at the device, and it shows`)).toBeVisible();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByRole("heading", { name: "The device is connected" })).toBeVisible();
});

test(
  "an application signs carol out here only when she says so, and gets her back",
  { tag: "@no-javascript" },
  async ({ page, register }) => {
    const application = await register("Harbour Exit");
    await signIn(page, "carol");
    await page.goto(
      `/oauth2/logout?${new URLSearchParams({ client_id: application.id, post_logout_redirect_uri: application.callback })}`,
    );
    await page.getByRole("button", { name: "Sign out" }).click();
    await backAt(page, application);
    await page.goto("/dashboard");
    await expect(page).toHaveURL(/\/login/);
  },
);

test("what stands on the page that asks can be told apart by everybody", async ({ page, register, enterAs }) => {
  const application = await register("Harbour Access");
  await enterAs("erin");
  await page.goto(sentTo(application));
  await page.getByRole("heading", { name: `Allow ${application.name}?` }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Allow" }).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "No", exact: true })).toBeFocused();
});
