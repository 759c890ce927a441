import { type BrowserContextOptions, expect, type Page, test as base } from "@playwright/test";

import { listenForComplaints } from "./complaints.ts";
import { type Keyring, keyringTo } from "./keyring.ts";
import type { Username } from "./people.ts";
import { startQuietStage } from "./stage.ts";

export { expect };

type PerTest = {
  /** What browsers had against our pages in this test. It fails at its end when there is anything. */
  complaints: string[];
  /** Gives the test's browser the cookies of somebody who is signed in: for tests that are not about signing in. */
  enterAs: (username: Username | null) => Promise<void>;
  /** Opens another browser, with cookies of its own, which is closed at the end. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>;
};

type PerWorker = {
  /** The server that all tests share. */
  mainUrl: string;
  mainKeys: Keyring;
  /** Where to make a database of one's own, as `global-setup.ts` wrote it down. */
  databaseServer: string;
  /** A server on which nothing has happened yet, started by the first test that asks; "" when there is no place for one. */
  quietUrl: string;
  quietKeys: Keyring;
};

/** Playwright's `test`, in which no page may make the browser complain: no errors on the console, nothing against our own policy. */
export const test = base.extend<PerTest, PerWorker>({
  complaints: [
    async ({ context }, use) => {
      const complaints = listenForComplaints(context);
      await use(complaints);
      expect(complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],

  enterAs: ({ context, mainKeys }, use) =>
    use(async (username) => context.addCookies((await mainKeys(username)).cookies)),

  openBrowser: async ({ browser, complaints }, use) => {
    const opened: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      listenForComplaints(context, complaints);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map((page) => page.context().close()));
  },

  databaseServer: [process.env.E2E_DATABASE_SERVER ?? "", { scope: "worker", option: true }],
  mainUrl: [process.env.E2E_BASE_URL ?? "", { scope: "worker", option: true }],
  mainKeys: [({ mainUrl }, use) => use(keyringTo(mainUrl)), { scope: "worker" }],
  quietUrl: [
    async ({ databaseServer }, use) => {
      if (!databaseServer) return use("");
      const stage = await startQuietStage(JSON.parse(databaseServer));
      await use(stage.url);
      await stage.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  quietKeys: [({ quietUrl }, use) => use(keyringTo(quietUrl)), { scope: "worker" }],
});

/** The same, on a server where nothing has happened yet: there are no projects, and erin has not confirmed her address. */
export const atQuietStage = test.extend({
  baseURL: ({ quietUrl }, use, info) => {
    info.skip(!quietUrl, "with E2E_BASE_URL there is no place for a second server");
    return use(quietUrl);
  },
  enterAs: ({ context, quietKeys }, use) =>
    use(async (username) => context.addCookies((await quietKeys(username)).cookies)),
});
