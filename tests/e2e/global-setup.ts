import { startLab } from "#app/lab/lab.ts";
import { ensureBuild } from "#tests/support/build.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";
import { createTemplates } from "#tests/support/templates.ts";
import { connectionStatements } from "./connection-scenes.ts";
import { ensureBrowser } from "./install-browser.ts";
import { startSamlStage } from "./saml-stage.ts";

/**
 * Once per run: a browser, a current build, a database with the demo data, the lab and the production server on them. Returns what ends them.
 * With E2E_BASE_URL the tests go to the server there, and only the browser is seen to.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  ensureBrowser();
  if (process.env.E2E_BASE_URL) return undefined;
  const database = await startDatabaseServer();
  try {
    await Promise.all([createTemplates(database), ensureBuild()]);
    const lab = await startLab({ smtpPort: 0, httpPort: 0 });
    const settings = Object.assign({ SMTP_URL: lab.smtpUrl, CONNECTIONS_IN_OWN_NETWORKS: "true" }, ...lab.settings);
    const stage = await startSamlStage(database, settings);
    await stage.change(connectionStatements);
    // Every worker reads both: the configuration where to go, a test that wants a server to itself where to make its database.
    process.env.E2E_BASE_URL = stage.url;
    process.env.E2E_MAILBOX_URL = lab.url;
    process.env.E2E_DATABASE_SERVER = JSON.stringify({ url: database.url, run: database.run });
    return () => stage.stop().finally(lab.close).finally(database.stop);
  } catch (error) {
    await database.stop();
    throw error;
  }
}
