import type { Page } from "@playwright/test";

import { axeFindings } from "./axe.ts";
import { lookAt } from "./looks.ts";
import { quietScenes, scenes } from "./scenes.ts";
import { atQuietStage, expect, test } from "./test.ts";

// That the browser has nothing against any of these pages either, `test.ts` sees to.
for (const scene of scenes)
  test(`axe finds nothing on ${scene.name}, in light, in dark and on a phone`, async ({ page, enterAs }) => {
    if (scene.isLarge) test.slow();
    await enterAs(scene.as);
    await scene.open(page);
    await expectNothingFromAxe(page);
  });

for (const scene of quietScenes)
  atQuietStage(`axe finds nothing on ${scene.name}, in light, in dark and on a phone`, async ({ page, enterAs }) => {
    await enterAs(scene.as);
    await scene.open(page);
    await expectNothingFromAxe(page);
  });

async function expectNothingFromAxe(page: Page): Promise<void> {
  await lookAt(page, "light");
  expect(await axeFindings(page), "what axe found in light").toEqual([]);
  await lookAt(page, "dark");
  expect(await axeFindings(page, ["color-contrast", "link-in-text-block"]), "what axe found in dark").toEqual([]);
  await lookAt(page, "phone-dark");
  expect(await axeFindings(page), "what axe found on a phone").toEqual([]);
  await page.setViewportSize({ width: 320, height: 600 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "the page's width at 320 px").toBe(320);
}
