import type { Browser, BrowserContextOptions } from "@playwright/test";

import { keyringTo } from "./keyring.ts";
import { type Look, lookAt, looks } from "./looks.ts";
import type { Scene } from "./scenes.ts";
import type { Stage } from "./stage.ts";

/** Takes a picture of each scene in each look; `suffix` goes into the files' names. */
export type Camera = (scenes: readonly Scene[], options?: { suffix?: string } & BrowserContextOptions) => Promise<void>;

/** A camera on a stage, which puts its pictures into `folder` as `scene.look.png`. */
export function cameraOn(stage: Stage, browser: Browser, folder: string): Camera {
  const keys = keyringTo(stage.url);
  return async (scenes, { suffix = "", ...options } = {}) => {
    for (const scene of scenes) {
      const storageState = await keys(scene.as);
      const context = await browser.newContext({ ...options, baseURL: stage.url, storageState });
      const page = await context.newPage();
      await scene.open(page);
      for (const look of Object.keys(looks) as Look[]) {
        await lookAt(page, look);
        await page.screenshot({ path: `${folder}/${scene.name}${suffix}.${look}.png`, fullPage: true });
      }
      await context.close();
    }
  };
}
