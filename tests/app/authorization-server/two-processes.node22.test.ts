import { beforeAll, describe, expect, it } from "vitest";

import { newTokenKeys } from "#tests/support/token-keys.ts";
import { newClient, type IssuedTokens, type TestClient } from "./clients.ts";
import { askForTokens, codeAt, personAt, serve } from "./served.ts";

// The same keys in both, as everywhere that one app runs twice.
const keys = {
  SESSION_SIGNING_KEYS: "1:a-key-that-only-this-test-knows-7f3a9c21",
  DATA_ENCRYPTION_KEYS: "1:another-key-that-only-this-test-knows-e81b",
  TOKEN_SIGNING_KEYS: newTokenKeys(),
};
const [one, other] = await Promise.all([serve(keys), serve(keys)]);
let client: TestClient;
let bob: Awaited<ReturnType<typeof personAt>>;
beforeAll(async () => {
  [client, bob] = [await newClient(), await personAt(one, "bob")];
});

const both = (i: number) => (i % 2 === 0 ? one : other);
const ask = async (at: { url: string }, { access_token }: Pick<IssuedTokens, "access_token">) =>
  (await fetch(`${at.url}/api/auth/me`, { headers: { Authorization: `Bearer ${access_token}` } })).status;
const refresh = (at: { url: string }, { refresh_token }: IssuedTokens) =>
  askForTokens(at, client, { grant_type: "refresh_token", refresh_token });
const signIn = async (): Promise<IssuedTokens> =>
  (await askForTokens(one, client, await codeAt(one, bob, client))).json();

describe("two processes with one database", () => {
  it("AS05 AS06 redeem a code once at most between them, and what it gave ends when it comes again", async () => {
    const form = await codeAt(one, bob, client);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => askForTokens(both(i), client, form)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good.length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(12 - good.length);
    expect((await askForTokens(other, client, form)).status).toBe(400);
    for (const answer of good) {
      const tokens: IssuedTokens = await answer.json();
      expect([await ask(one, tokens), await ask(other, tokens)]).toEqual([401, 401]);
      expect((await refresh(other, tokens)).status).toBe(400);
    }
  });

  it("AS13 AS14 use a refresh token once at most between them, and a copy of it ends both", async () => {
    const tokens = await signIn();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => refresh(both(i), tokens)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good.length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => ![200, 400].includes(status))).toEqual([]);
    for (const answer of good) expect(await ask(other, await answer.json())).toBe(401);
  });

  it("know at the next request that somebody has taken back what they allowed", async () => {
    const tokens = await signIn();
    expect([await ask(one, tokens), await ask(other, tokens)]).toEqual([200, 200]);
    const answer = await bob.submit("/settings/applications", { intent: "withdraw", id: client.id });
    expect(answer.headers.get("location")).toContain("done=withdrawn");
    expect([await ask(other, tokens), await ask(one, tokens)]).toEqual([401, 401]);
    expect((await refresh(other, tokens)).status).toBe(400);
  });

  it("know at the next request that an application is switched off, and that it is on again", async () => {
    const tokens = await signIn();
    const alice = await personAt(one, "alice");
    const turn = (intent: string) => alice.submit(`/admin/clients/${client.id}`, { intent });
    await turn("switch-off");
    expect([await ask(other, tokens), (await refresh(other, tokens)).status]).toEqual([401, 401]);
    await turn("switch-on");
    expect(await ask(other, tokens)).toBe(200);
  });

  it("AS-10 RM-06 a code from one is good at the other, and keeps nothing of the process that gave it", async () => {
    const tokens: IssuedTokens = await (await askForTokens(other, client, await codeAt(one, bob, client))).json();
    expect(await ask(one, tokens)).toBe(200);
    expect((await refresh(one, tokens)).status).toBe(200);
  });
});
