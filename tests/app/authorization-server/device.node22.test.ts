import { beforeAll, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";
import { newClient, post, type TestClient } from "./clients.ts";

let bob: Browser;
let client: TestClient;
beforeAll(async () => {
  bob = await signedIn("bob");
  await bob.visit("/device");
  client = await newClient({ grants: ["device"], redirectUris: [], keepsSecret: false });
});

type Waiting = { device_code: string; user_code: string; verification_uri: string };

async function begin(): Promise<Waiting> {
  const answer = await post(client, "/oauth2/device", { scope: "openid project:read" });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Waiting;
}

const poll = async ({ device_code }: Waiting) => {
  const grant_type = "urn:ietf:params:oauth:grant-type:device_code";
  return (await post(client, "/oauth2/token", { grant_type, device_code })).json();
};
const enter = (intent: string, code: string, browser = bob) => browser.submit("/device", { intent, code });

async function late(): Promise<Browser> {
  const browser = await signedIn("bob");
  await browser.visit("/device");
  return browser;
}

describe("a device without a browser", () => {
  it("gets tokens once somebody has typed its code and allowed what it asks", async () => {
    const waiting = await begin();
    expect(await poll(waiting)).toMatchObject({ error: "authorization_pending" });
    const asked = await (await enter("find", waiting.user_code.toLowerCase())).text();
    for (const words of ["Allow Harbour Reports?", "See projects", "only if you are looking at the device"])
      expect(asked).toContain(words);
    expect(await (await enter("allow", waiting.user_code)).text()).toContain("The device is connected");
    const tokens = await poll(waiting);
    expect(tokens).toMatchObject({ token_type: "Bearer", scope: "openid project:read" });
    const me = await send("/api/auth/me", { headers: { Authorization: `Bearer ${tokens.access_token}` } });
    expect((await me.json()).username).toBe("bob");
    expect(await poll(waiting)).toMatchObject({ error: "invalid_grant" });
    expect((await enter("allow", waiting.user_code)).status).toBe(400);
  });

  it("is told when they say no", async () => {
    const waiting = await begin();
    await enter("refuse", waiting.user_code);
    expect(await poll(waiting)).toMatchObject({ error: "access_denied" });
  });

  it("gets nothing by a code that is none, or is over", async () => {
    expect((await enter("find", "BBBB-BBBB")).status).toBe(400);
    const waiting = await begin();
    travel(minutes(11));
    expect((await enter("allow", waiting.user_code, await late())).status).toBe(400);
  });

  it("takes its code from people who are signed in alone", async () => {
    const answer = await send("/device");
    expect(answer.headers.get("location")).toMatch(/^\/login/);
  });
});
