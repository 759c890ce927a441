import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { findBrowser } from "./find-browser.ts";

const apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"];

/** What is tried, in this order, until there is a browser. */
const ways: (() => string[][])[] = [
  () =>
    canUseApt()
      ? [
          ["apt-get", "update", "-qq"],
          [...apt, "chromium-headless-shell"],
        ]
      : [],
  () => (canUseApt() ? [[...apt, "chromium"]] : []),
  () => [["npx", "playwright", "install", "chromium"]],
];

/** Makes sure that there is a browser to test in, fetching one when there is none. Throws one sentence that says what to do. */
export function ensureBrowser(): void {
  for (const way of ways) {
    if (findBrowser()) break;
    for (const command of way()) run(command);
  }
  const found = findBrowser();
  if (found && existsSync(found)) return;
  throw new Error(
    found
      ? `CHROMIUM_PATH names ${found}, which does not exist: correct it, or leave it out.`
      : "No browser to test in was found or could be fetched: install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
}

function run([command = "", ...args]: string[]): void {
  console.log(`No browser yet, trying: ${[command, ...args].join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], env });
}
