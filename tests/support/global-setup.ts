import type { TestProject } from "vitest/node";

import { ensureBuild } from "./build.ts";
import { startDatabaseServer, type DatabaseServer } from "./database-server.ts";
import { createTemplates } from "./templates.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseServer: DatabaseServer;
  }
}

/** Once per run: a current production build, and one database server whose templates every test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startDatabaseServer();
  project.provide("databaseServer", { url: server.url, run: server.run });
  try {
    await Promise.all([createTemplates(server), ensureBuild()]);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server.stop;
}
