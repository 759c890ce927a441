import { beforeAll, expect, it, onTestFinished } from "vitest";

import { newTokenKeys } from "#tests/support/token-keys.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";
import { scopesFrom } from "./another-service.ts";
import { newClient, type TestClient } from "./clients.ts";
import { askForTokens, codeAt, personAt, serve, weather } from "./served.ts";

const harbour = "https://harbour.example.test/berths";
const [older, newer] = [newTokenKeys("older"), newTokenKeys("newer")];
const first = await serve({ TOKEN_SIGNING_KEYS: older });
const { port: PORT } = new URL(first.url);
let client: TestClient;
beforeAll(async () => {
  client = await newClient({ grants: ["itself", "browser"], resources: [weather, harbour] });
});

const tokenFor = async (resource: string): Promise<string> => {
  const answer = await askForTokens(first, client, {
    grant_type: "client_credentials",
    scope: "project:read",
    resource,
  });
  return (await answer.json()).access_token;
};
const shortened = (token: string) => `${token.slice(0, -6)}AAAAAA`;

it("ten lines in another service take a token that is for it, and see what it allows", async () => {
  expect(await scopesFrom(first.url, weather)(await tokenFor(weather))).toEqual(["project:read"]);
});

it("they refuse a token for another service, an ID token, and one that somebody has changed", async () => {
  const scopesOf = scopesFrom(first.url, weather);
  await expect(scopesOf(await tokenFor(harbour))).rejects.toThrow('"aud"');
  await expect(scopesOf(shortened(await tokenFor(weather)))).rejects.toThrow("signature");
  const redeemed = await askForTokens(first, client, await codeAt(first, await personAt(first, "bob"), client));
  await expect(scopesOf((await redeemed.json()).id_token)).rejects.toThrow('"typ"');
});

it("they refuse it after fifteen minutes", async () => {
  const [scopesOf, token] = [scopesFrom(first.url, weather), await tokenFor(weather)];
  expect(await scopesOf(token)).toEqual(["project:read"]);
  travel(minutes(16));
  await expect(scopesOf(token)).rejects.toThrow('"exp"');
});

it("JW20 Z-11 they go on through a change of our keys: the old one counts while it is listed, the new one at once", async () => {
  const [scopesOf, old] = [scopesFrom(first.url, weather), await tokenFor(weather)];
  expect(await scopesOf(old)).toEqual(["project:read"]);
  await first.stop();
  const changing = await serve({ PORT, TOKEN_SIGNING_KEYS: `${newer},${older}` }, onTestFinished);
  const fresh = await tokenFor(weather);
  travel(minutes(1)); // the library asks for keys once in half a minute
  expect([await scopesOf(old), await scopesOf(fresh)]).toEqual([["project:read"], ["project:read"]]);
  await changing.stop();
  await serve({ PORT, TOKEN_SIGNING_KEYS: newer }, onTestFinished);
  const afterwards = scopesFrom(first.url, weather);
  expect(await afterwards(fresh)).toEqual(["project:read"]);
  await expect(afterwards(old)).rejects.toThrow("no applicable key");
});
