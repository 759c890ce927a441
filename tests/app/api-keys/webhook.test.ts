import { beforeAll, describe, expect, it } from "vitest";

const key = "the-webhook-of-the-tests-0123456789";
process.env.WEBHOOK_KEYS = key;
const { origin, send } = await import("#tests/support/app.ts");
import { challengeOf } from "#tests/support/challenge.ts";
const { keyOf } = await import("./made-keys.ts");
const { openedFor } = await import("../opened.ts");

const post = (headers: Record<string, string>, path = "/api/webhooks") =>
  send(path, { body: '{"event":"paid"}', headers: { "Content-Type": "application/json", ...headers } });

describe("the webhook of the example", () => {
  let keyOfBob = "";
  beforeAll(async () => void (keyOfBob = (await keyOf(await openedFor("bob"))).key));

  it("AK-19 takes what shows its key, from anywhere but another site's page", async () => {
    const answer = await post({ "X-API-Key": key });
    expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
    expect((await post({ "X-API-Key": key, Origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ "X-API-Key": key, Origin: origin })).status).toBe(200);
  });

  it("AK-07 AK-10 refuses everything else: no key, a wrong one, one in the address, a person's", async () => {
    for (const headers of [
      {},
      { "X-API-Key": `${key}x` },
      { Authorization: `Bearer ${key}` },
      { "X-API-Key": keyOfBob },
    ]) {
      const answer = await post(headers as Record<string, string>);
      expect([answer.status, challengeOf(answer)]).toEqual([401, 'Bearer error="invalid_token"']);
      expect(await answer.json()).toMatchObject({ code: "INVALID_API_KEY" });
    }
    expect((await post({}, `/api/webhooks?key=${key}&x-api-key=${key}`)).status).toBe(401);
  });
});
