import { randomBytes } from "node:crypto";

import { Client } from "pg";

import type { DatabaseServer } from "#tests/support/database-server.ts";
import { createDatabase, dropDatabase, templateName } from "#tests/support/databases.ts";
import { startProduction } from "#tests/support/production.ts";

/** A server beside the one that all tests share, and what ends it. */
export type Stage = {
  readonly url: string;
  /** Brings about in its database what no page can bring about yet. */
  change: (statements: string) => Promise<void>;
  /** Takes its database away, for good. */
  cutOff: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts a server on a database of its own, with the demo data and nothing else. `more` adds to its environment. */
export async function startStage(server: DatabaseServer, more: Record<string, string> = {}): Promise<Stage> {
  const name = `${server.run}_${randomBytes(4).toString("hex")}`;
  const databaseUrl = await createDatabase(server, name, templateName(server, "seeded"));
  const { url, stop } = await startProduction(databaseUrl, more);
  return {
    url,
    change: (statements) => runIn(databaseUrl, statements),
    cutOff: () => dropDatabase(server, name),
    stop: () => stop().finally(() => dropDatabase(server, name)),
  };
}

/** A place where nothing has happened yet: there are no projects, and erin has not confirmed her e-mail address. */
export async function startQuietStage(server: DatabaseServer, more: Record<string, string> = {}): Promise<Stage> {
  const stage = await startStage(server, more);
  await stage.change("delete from projects; update auth.users set email_verified_at = null where username = 'erin'");
  return stage;
}

async function runIn(databaseUrl: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statements).finally(() => client.end());
}
