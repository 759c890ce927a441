import { defineConfig, devices } from "@playwright/test";

import { findBrowser } from "./find-browser.ts";

const isRoot = process.getuid?.() === 0;
const quiet = ["background-networking", "component-update", "sync", "quic"].map((feature) => `--disable-${feature}`);

const realPeers = /-peer\.spec\.ts$/;
const newer = /\.node22\.spec\.ts$/;
const tooNew = Number(process.versions.node.split(".")[0]) < 22 ? [newer] : [];

const withoutScripts = { javaScriptEnabled: false };
/**
 * The production build in a real browser, over the network. Every test runs in the project `javascript`;
 * one tagged `@no-javascript` runs a second time with scripts switched off, so the same lines prove both. `peers` go to real servers,
 * `newer` are about what there is only on Node.js 22 and newer.
 */
export default defineConfig({
  testDir: ".",
  outputDir: "results",
  globalSetup: "./global-setup.ts",
  reporter: "list",
  fullyParallel: true,
  workers: "100%", // of the cores: half of a test is waiting for the server
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.E2E_BASE_URL,
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: { mode: "retain-on-failure", screenshots: false }, // filming every page takes a fifth of the time
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      chromiumSandbox: !isRoot, // Chromium refuses a sandbox as root
      args: [...quiet, "--no-first-run"],
    },
  },
  projects: [
    { name: "javascript", testIgnore: [realPeers, newer] },
    { name: "no-javascript", testIgnore: [realPeers, newer], grep: /@no-javascript/, use: withoutScripts },
    { name: "peers", testMatch: realPeers },
    { name: "newer", testMatch: newer, testIgnore: tooNew },
    { name: "newer-no-javascript", testMatch: newer, testIgnore: tooNew, grep: /@no-javascript/, use: withoutScripts },
  ],
});
