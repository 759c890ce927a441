import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "@playwright/test";

const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser that tests run in: CHROMIUM_PATH, Playwright's own, or one on the PATH; null when there is none. */
export function findBrowser(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : findOnPath();
}

function findOnPath(): string | null {
  const directories = (process.env.PATH ?? "").split(delimiter);
  const files = names.flatMap((name) => directories.map((directory) => join(directory, name)));
  return files.find((file) => existsSync(file)) ?? null;
}
