import { randomBytes } from "node:crypto";

import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";

import { clientOf } from "#tests/support/client.ts";
import { startProduction } from "#tests/support/production.ts";

const owner = new Client({ connectionString: process.env.DATABASE_URL });
const role = `gatehouse_app_${randomBytes(4).toString("hex")}`;

/** The address of this file's database for a role that may read and write rows, and nothing else. */
async function asRowsOnly(): Promise<string> {
  await owner.connect();
  await owner.query(`create role ${role} login password 'rows only'; grant ${role} to current_user`);
  for (const schema of ["auth", "public"]) {
    await owner.query(`grant usage on schema ${schema} to ${role}`);
    await owner.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`);
  }
  await owner.query(`revoke insert, update, delete on auth.audit_head from ${role}`);
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.username = role;
  url.password = "rows only";
  return url.href;
}

afterAll(async () => {
  await owner.query(`drop owned by ${role}; drop role ${role}`);
  await owner.end();
});

describe("the server's account at the database", () => {
  it("AU09 needs rows and nothing else: no tables of its own, no rights to change any, no superuser", async () => {
    const url = await asRowsOnly();
    const server = await startProduction(url, { LOG_LEVEL: "silent" });
    const bob = clientOf(server.url);
    await bob.visit("/login");
    expect((await bob.signIn("bob")).status).toBe(303);
    expect((await bob.visit("/projects")).status).toBe(200);
    await server.stop();
    const app = new Client({ connectionString: url });
    await app.connect();
    for (const statement of [
      "create table auth.mine ()",
      "alter table auth.users add column x text",
      "drop table auth.audit_events",
      "update auth.audit_head set sequence = 0",
    ])
      await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    await app.end();
  });
});
