import { setTimeout as pause } from "node:timers/promises";

import { Client, DatabaseError, escapeIdentifier } from "pg";

import type { DatabaseServer } from "./database-server.ts";

/** What a test's database holds at first: `migrated` the empty tables, `seeded` the demo people and projects too. */
export type Template = "migrated" | "seeded";

const OBJECT_IN_USE = "55006";

/** The name of this run's template database. */
export const templateName = (server: DatabaseServer, template: Template) => `${server.run}_${template}`;

/** The address of the database `name` on the server of `server.url`. */
export function urlOf(server: DatabaseServer, name: string): string {
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes the database `name`, as a copy of `template` when one is given, and returns its address. Takes about 50 ms. */
export async function createDatabase(server: DatabaseServer, name: string, template = "template0"): Promise<string> {
  // Copying files beats replaying them through the log, as long as a template is as small as ours.
  const copy = `template ${escapeIdentifier(template)} strategy file_copy`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await askServer(server, `create database ${escapeIdentifier(name)} ${copy}`);
      return urlOf(server, name);
    } catch (error) {
      // Nobody may be connected to a template while it is copied, and the last one may still be leaving.
      const isBusy = error instanceof DatabaseError && error.code === OBJECT_IN_USE;
      if (!isBusy || attempt === 20) throw error;
      await pause(50 * attempt);
    }
  }
}

/** Drops the database `name` and cuts off whoever still uses it; one that is gone already is no error. */
export async function dropDatabase(server: DatabaseServer, name: string): Promise<void> {
  await askServer(server, `drop database if exists ${escapeIdentifier(name)} with (force)`);
}

/** Runs one statement on the server itself and returns its rows. */
export async function askServer(
  server: DatabaseServer,
  statement: string,
  values: string[] = [],
): Promise<Record<string, string>[]> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
