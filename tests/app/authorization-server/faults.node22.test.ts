import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { weatherInFrontOf } from "#tests/support/weather.ts";
import { travel } from "#tests/support/travel.ts";
import { pool } from "#app/db/client.server.ts";
import { days, minutes } from "#app/clock.ts";
import { authorizationServerBesides } from "#app/features/authorization-server/besides.server.ts";
import { startProduction } from "#tests/support/production.ts";
import { authorizeAddress, newClient } from "./clients.ts";
import { askForTokens, codeAt, personAt } from "./served.ts";

const weather = await weatherInFrontOf(process.env.DATABASE_URL ?? "");
const served = await startProduction(weather.url, { LOG_LEVEL: "silent" });
afterAll(() => served.stop().finally(weather.close));
beforeEach(() => weather.clear());

describe("while the database is away", () => {
  it("nobody is given a token and nobody is refused for good: 503 with a request id, and the code is still good afterwards", async () => {
    const client = await newClient();
    const form = await codeAt(served, await personAt(served, "bob"), client);
    weather.cut();
    const answer = await askForTokens(served, client, form);
    const said = await answer.text();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(said).not.toMatch(/ECONN|postgres|timeout|stack|select |server_error/i);
    weather.clear();
    expect((await askForTokens(served, client, form)).status).toBe(200);
  });

  it("whoever an application sends here reads that it is not their fault, and the same address works afterwards", async () => {
    const [client, bob] = [await newClient({ isFirstParty: true }), await personAt(served, "bob")];
    weather.cut();
    expect((await bob.visit(authorizeAddress(client))).status).toBe(503);
    weather.clear();
    expect((await bob.visit(authorizeAddress(client))).headers.get("location")).toContain("code=");
  });

  it("what says how to get tokens is there all the same", async () => {
    weather.cut();
    for (const path of ["openid-configuration", "jwks.json", "oauth-protected-resource/api"])
      expect((await fetch(`${served.url}/.well-known/${path}`)).status, path).toBe(200);
  });
});

describe("what is kept of the protocol", () => {
  const kinds = async () =>
    (await pool.query("select kind, count(*)::int as count from auth.protocol_records group by kind")).rows as {
      kind: string;
      count: number;
    }[];
  const sweep = () => authorizationServerBesides.chores["old protocol records"]?.();

  it("AS-09 is swept once it has expired, and not before", async () => {
    await pool.query("delete from auth.protocol_records");
    const client = await newClient();
    await askForTokens(served, client, await codeAt(served, await personAt(served, "bob"), client));
    const names = (await kinds()).map(({ kind }) => kind).toSorted();
    expect(names).toEqual(expect.arrayContaining(["AccessToken", "AuthorizationCode", "Grant", "RefreshToken"]));
    await sweep();
    expect((await kinds()).map(({ kind }) => kind).toSorted()).toEqual(names);
    travel(minutes(31));
    await sweep();
    const left = (await kinds()).map(({ kind }) => kind);
    expect(left).not.toContain("AuthorizationCode");
    expect(left).toEqual(expect.arrayContaining(["Grant", "RefreshToken"]));
    travel(days(31));
    await sweep();
    expect(await kinds()).toEqual([]);
  });
});
