import { ensureBuild } from "#tests/support/build.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";
import { templateName, urlOf } from "#tests/support/databases.ts";
import { startProduction } from "#tests/support/production.ts";
import { createTemplates } from "#tests/support/templates.ts";
import { ensureBrowser } from "./install-browser.ts";

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
    const production = await startProduction(urlOf(database, templateName(database, "seeded")));
    process.env.E2E_BASE_URL = production.url; // read by the configuration in every worker
    return () => production.stop().finally(database.stop);
  } catch (error) {
    await database.stop();
    throw error;
  }
}
