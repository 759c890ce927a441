import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";

import { chromium } from "@playwright/test";

import { startLab } from "#app/lab/lab.ts";
import { ensureBuild } from "#tests/support/build.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";
import { createTemplates } from "#tests/support/templates.ts";
import { type Camera, cameraOn } from "./camera.ts";
import { connectionStatements } from "./connection-scenes.ts";
import { findBrowser } from "./find-browser.ts";
import { ensureBrowser } from "./install-browser.ts";
import { byHand } from "./scenes-by-hand.ts";
import { bug, outage } from "./scenes-of-trouble.ts";
import { startSamlStage } from "./saml-stage.ts";
import { quietScenes, scenes } from "./scenes.ts";
import { startQuietStage, startStage, type Stage } from "./stage.ts";

const folder = resolve("tests/shots");

ensureBrowser();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const database = await startDatabaseServer();
const lab = await startLab({ smtpPort: 0, httpPort: 0 });
const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  chromiumSandbox: process.getuid?.() !== 0, // Chromium refuses a sandbox as root
});
try {
  await Promise.all([createTemplates(database), ensureBuild()]);
  await on(startSamlStage(database, Object.assign({}, ...lab.settings)), async (stage, take) => {
    await stage.change(`update projects set created_at = created_at - interval '1 week' * right(id::text, 1)::int`);
    await stage.change(connectionStatements);
    await take([...scenes, ...byHand]);
    const plain = scenes.filter(({ name }) => /^(sign-in|sessions)/.test(name));
    await take(plain, { suffix: "-without-javascript", javaScriptEnabled: false });
  });
  // What breaks here is meant to: the log need not tell.
  await on(startQuietStage(database, { LOG_LEVEL: "silent" }), async (stage, take) => {
    await take(quietScenes);
    await stage.change("drop table projects cascade");
    await take(bug);
    await stage.cutOff();
    await take(outage);
  });
  const development = scenes.filter(({ name }) => name === "home" || name === "sign-in");
  await on(startStage(database, Object.assign({ NODE_ENV: "development" }, ...lab.settings)), (_, take) =>
    take(development, { suffix: "-in-development" }),
  );
  console.log(`${readdirSync(folder).length} pictures in ${folder}`);
} finally {
  await browser.close();
  await lab.close();
  await database.stop();
}

async function on(starting: Promise<Stage>, work: (stage: Stage, take: Camera) => Promise<void>): Promise<void> {
  const stage = await starting;
  await work(stage, cameraOn(stage, browser, folder)).finally(stage.stop);
}
