import { ensureBuild } from "#tests/support/build.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";
import { createTemplates } from "#tests/support/templates.ts";
import { ensureBrowser } from "./install-browser.ts";
import { startStage } from "./stage.ts";

/**
 * Once per run: a browser, a current build, a database with the demo data and the production server on it. Returns what ends them.
 * With E2E_BASE_URL the tests go to the server there, and only the browser is seen to.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  ensureBrowser();
  if (process.env.E2E_BASE_URL) return undefined;
  const database = await startDatabaseServer();
  try {
    await Promise.all([createTemplates(database), ensureBuild()]);
    const stage = await startStage(database);
    // Every worker reads both: the configuration where to go, a test that wants a server to itself where to make its database.
    process.env.E2E_BASE_URL = stage.url;
    process.env.E2E_DATABASE_SERVER = JSON.stringify({ url: database.url, run: database.run });
    return () => stage.stop().finally(database.stop);
  } catch (error) {
    await database.stop();
    throw error;
  }
}
