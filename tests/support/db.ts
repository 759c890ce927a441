import { randomBytes } from "node:crypto";

import { inject } from "vitest";

import { createDatabase, dropDatabase, templateName, type Template } from "./databases.ts";

/** A database of its own for one test file, or one test: a copy of the empty migrated tables, or with the demo data. */
export async function cloneDatabase(
  template: Template = "migrated",
): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject("databaseServer");
  const name = `${server.run}_${randomBytes(6).toString("hex")}`;
  const url = await createDatabase(server, name, templateName(server, template));
  return { url, drop: () => dropDatabase(server, name) };
}
