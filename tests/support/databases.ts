import { setTimeout as pause } from "node:timers/promises";

import { Client, DatabaseError, escapeIdentifier } from "pg";

import type { DatabaseServer } from "./database-server.ts";

/** What a test's database holds at first: `migrated` the empty tables, `seeded` the demo people and projects too. */
export type Template = "migrated" | "seeded";

// Both pass by themselves: somebody who is about to leave, and the server's own vacuum, which only a superuser may cut off.
const OBJECT_IN_USE = "55006";
const INSUFFICIENT_PRIVILEGE = "42501";

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
  // Nobody may be connected to a template while it is copied, and the last one may still be leaving.
  await patiently(OBJECT_IN_USE, () => askServer(server, `create database ${escapeIdentifier(name)} ${copy}`));
  return urlOf(server, name);
}

/** Drops the database `name` and cuts off whoever still uses it; one that is gone already is no error. */
export async function dropDatabase(server: DatabaseServer, name: string): Promise<void> {
  await patiently(INSUFFICIENT_PRIVILEGE, () =>
    askServer(server, `drop database if exists ${escapeIdentifier(name)} with (force)`),
  );
}

/** Does `step`, again and again for about ten seconds while the server refuses it with the error `code`. */
async function patiently(code: string, step: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step();
      return;
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === code) || attempt === 20) throw error;
      await pause(50 * attempt);
    }
  }
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
