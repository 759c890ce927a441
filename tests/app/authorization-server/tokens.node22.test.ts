import { beforeAll, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import {
  authorize,
  newClient,
  post,
  redeem,
  refresh,
  tokensFor,
  verifier,
  type IssuedTokens,
  type TestClient,
} from "./clients.ts";

let bob: Browser;
let client: TestClient;
beforeAll(async () => {
  [bob, client] = [await signedIn("bob"), await newClient({ grants: ["browser", "itself"] })];
});

const ask = (token: string, path = "/api/projects") => send(path, { headers: { Authorization: `Bearer ${token}` } });
const error = async (answer: Response) => [answer.status, (await answer.json()).error];
const codeFor = async (whom: Browser, at = client) => (await authorize(whom, at)).searchParams.get("code") ?? "";

describe("an application's token", () => {
  it("opens our API as far as the person and the scopes allow, and no further", async () => {
    const { access_token } = await tokensFor(bob, client);
    expect((await ask(access_token)).status).toBe(200);
    const me = await (await ask(access_token, "/api/auth/me")).json();
    expect(me).toMatchObject({ username: "bob", via: "accessToken" });
    const written = await send("/api/projects", {
      method: "POST",
      headers: { Authorization: `Bearer ${access_token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ name: "A project of the application" }),
    });
    expect(written.status).toBe(403);
    expect(written.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  });

  it("AS16 ends when the application gives it back, and another's is not touched by it", async () => {
    const [{ access_token }, other] = [await tokensFor(bob, client), await newClient()];
    expect((await post(other, "/oauth2/revoke", { token: access_token })).status).toBe(200);
    expect((await post(other, "/oauth2/revoke", { token: "unknown" })).status).toBe(200);
    expect((await ask(access_token)).status).toBe(200);
    const anonymous = await send("/oauth2/revoke", { method: "POST", form: { token: access_token } });
    expect(anonymous.headers.get("www-authenticate")).toMatch(/^Basic /);
    expect(await error(anonymous)).toEqual([401, "invalid_client"]);
    expect((await post(client, "/oauth2/revoke", { token: access_token })).status).toBe(200);
    const refused = await ask(access_token);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining("invalid_token"),
    ]);
  });

  it("is over after an hour", async () => {
    const { access_token } = await tokensFor(await signedIn("bob"), client);
    travel(minutes(61));
    expect((await ask(access_token)).status).toBe(401);
  });

  it("AS30 is described to the application that has it, and to nobody else", async () => {
    const [{ access_token }, other] = [await tokensFor(bob, client), await newClient()];
    const said = async (who: TestClient, token: string) => (await post(who, "/oauth2/introspect", { token })).json();
    expect(await said(client, access_token)).toMatchObject({
      active: true,
      client_id: client.id,
      scope: "openid project:read",
    });
    expect(await said(other, access_token)).toEqual({ active: false });
    expect(await said(client, "garbage")).toEqual({ active: false });
    const anonymous = await send("/oauth2/introspect", { method: "POST", form: { token: access_token } });
    expect(await error(anonymous)).toEqual([401, "invalid_client"]);
  });

  it("AS-09 Z-14 stands nowhere in the database, nor do the codes and secrets", async () => {
    const tokens = await tokensFor(bob, client);
    const { rows } = await pool.query(
      "select p::text from auth.protocol_records p union all select c::text from auth.clients c",
    );
    const all = JSON.stringify(rows);
    for (const secret of [tokens.access_token, tokens.refresh_token, client.secret ?? ""])
      expect(all).not.toContain(secret);
  });
});

describe("a code", () => {
  it("AS05 works once: shown again it is refused, and what it gave ends", async () => {
    const code = await codeFor(bob);
    const tokens: IssuedTokens = await (await redeem(client, code)).json();
    expect((await ask(tokens.access_token)).status).toBe(200);
    expect(await error(await redeem(client, code))).toEqual([400, "invalid_grant"]);
    expect((await ask(tokens.access_token)).status).toBe(401);
    expect(await error(await refresh(client, tokens.refresh_token))).toEqual([400, "invalid_grant"]);
  });

  it("AS06 shown twelve times at once gives tokens to one at most, and they are over", async () => {
    const code = await codeFor(bob);
    const answers = await Promise.all(Array.from({ length: 12 }, () => redeem(client, code)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good.length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(12 - good.length);
    for (const answer of good) expect((await ask((await answer.json()).access_token)).status).toBe(401);
  });

  it.each([
    ["with a wrong verifier", { code_verifier: "x".repeat(43) }],
    ["without one", { code_verifier: "" }],
    ["with the challenge as verifier", { code_verifier: "the-challenge-is-not-the-verifier-of-this-code" }],
    ["for another address", { redirect_uri: "https://harbour.example.test/other" }],
  ])("AS07 is refused %s", async (_, more) => {
    expect(await error(await redeem(client, await codeFor(bob), more))).toEqual([400, "invalid_grant"]);
  });

  it("AS07 is refused to another application", async () => {
    expect(await error(await redeem(await newClient(), await codeFor(bob)))).toEqual([400, "invalid_grant"]);
  });

  it("AS11 is over after a minute", async () => {
    const code = await codeFor(await signedIn("bob"));
    travel(minutes(2));
    expect(await error(await redeem(client, code))).toEqual([400, "invalid_grant"]);
  });
});

describe("a refresh token", () => {
  it("AS13 shown again ends the whole family, the newest included; another sign-in of the application goes on", async () => {
    const [first, another] = [await tokensFor(bob, client), await tokensFor(bob, client)];
    const second: IssuedTokens = await (await refresh(client, first.refresh_token)).json();
    expect(await error(await refresh(client, first.refresh_token))).toEqual([400, "invalid_grant"]);
    expect(await error(await refresh(client, second.refresh_token))).toEqual([400, "invalid_grant"]);
    expect((await ask(second.access_token)).status).toBe(401);
    expect((await ask(another.access_token)).status).toBe(200);
  });

  it("AS05 AS13 shown again is written down, once for each sign-in, where the person can see it", async () => {
    const erin = await signedIn("erin");
    const own = await newClient({ name: "Erin's Reports" });
    const copied = await tokensFor(erin, own);
    await refresh(own, copied.refresh_token);
    await Promise.all(Array.from({ length: 5 }, () => refresh(own, copied.refresh_token)));
    const { rows } = await pool.query(
      `select outcome, target_id, details from auth.audit_events where event = 'application.reused' and details->>'client' = $1`,
      [own.id],
    );
    expect(rows).toEqual([{ outcome: "refused", target_id: expect.any(String), details: { client: own.id } }]);
    expect(await (await erin.visit("/settings/activity")).text()).toContain("Copied token of an application used");
  });

  it("AS14 shown ten times at once gives tokens to one at most", async () => {
    const { refresh_token } = await tokensFor(bob, client);
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(client, refresh_token)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => ![200, 400].includes(status))).toEqual([]);
  });

  it("AS-07 AS15 of another application is refused, and its own goes on", async () => {
    const { refresh_token } = await tokensFor(bob, client);
    expect(await error(await refresh(await newClient(), refresh_token))).toEqual([400, "invalid_grant"]);
    expect((await refresh(client, refresh_token)).status).toBe(200);
  });

  it("AS04 gives no more than was allowed", async () => {
    const { refresh_token } = await tokensFor(bob, client);
    const answer = await refresh(client, refresh_token, { scope: "openid project:read project:delete" });
    expect(await error(answer)).toEqual([400, "invalid_scope"]);
  });
});

describe("an application that asks for itself", () => {
  const itself = (more: Record<string, string> = {}) =>
    post(client, "/oauth2/token", { grant_type: "client_credentials", ...more });

  it("AS-01 AS-02 AS-12 AS17 AS27 C-11 gets a token about itself, and nothing to refresh it with", async () => {
    const answer = await itself({ scope: "project:read" });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const tokens = await answer.json();
    expect(tokens).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3600,
      scope: "project:read",
    });
    const said = await (await post(client, "/oauth2/introspect", { token: tokens.access_token })).json();
    expect(said).toMatchObject({ active: true, client_id: client.id, scope: "project:read" });
    expect(said).not.toHaveProperty("sub");
  });

  it("AS-08 AS03 gets no scope that it was not registered for", async () => {
    expect(await error(await itself({ scope: "project:read project:delete" }))).toEqual([400, "invalid_scope"]);
    expect(await error(await itself({ scope: "project:read\r\nproject:delete" }))).toEqual([400, "invalid_scope"]);
    for (const scope of ["*", "project:read,project:delete", "project:delet\u0435", "PROJECT:DELETE"]) {
      const answer = await itself({ scope });
      expect([200, 400]).toContain(answer.status);
      expect((await answer.json()).scope).toBeUndefined();
    }
  });

  it("AS-05 AS-06 AS02 is told what is missing, and which ways there are not", async () => {
    const token = (form: Record<string, string>) => post(client, "/oauth2/token", form);
    expect(await error(await token({}))).toEqual([400, "invalid_request"]);
    for (const grant_type of [
      "password",
      "implicit",
      "urn:ietf:params:oauth:grant-type:token-exchange",
      "CLIENT_CREDENTIALS",
    ])
      expect(await error(await token({ grant_type }))).toEqual([400, "unsupported_grant_type"]);
    const browserOnly = await newClient();
    const answer = await post(browserOnly, "/oauth2/token", { grant_type: "client_credentials" });
    expect(await error(answer)).toEqual([400, "unauthorized_client"]);
  });

  it("AS-04 AS01 shows who it is, by its secret and nothing else", async () => {
    const as = (id: string, secret: string, more = {}) =>
      post({ id, secret }, "/oauth2/token", { grant_type: "client_credentials", ...more });
    const secret = client.secret ?? "";
    expect((await as(client.id, `${secret}%00`)).status).toBe(400);
    for (const wrong of ["wrong", secret.slice(0, -1), `${secret}x`]) {
      const answer = await as(client.id, wrong);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Basic /);
      expect(await error(answer)).toEqual([401, "invalid_client"]);
    }
    expect(await error(await as("01990000-0000-7000-8000-00000000abcd", secret))).toEqual([401, "invalid_client"]);
    expect(await error(await as("nobody", secret))).toEqual([401, "invalid_client"]);
    expect(await error(await as(client.id, secret, { client_id: client.id, client_secret: secret }))).toEqual([
      400,
      "invalid_request",
    ]);
    const odd = await send("/oauth2/token", {
      method: "POST",
      form: { grant_type: "client_credentials" },
      headers: { Authorization: "Basic !!" },
    });
    expect((await error(odd))[1]).toMatch(/^invalid_(?:client|request)$/);
  });

  it("AS18 AS19 sends everything once, and nothing in the address", async () => {
    const secret = client.secret ?? "";
    const inAddress = await send(
      `/oauth2/token?client_id=${client.id}&client_secret=${secret}&grant_type=client_credentials`,
      { method: "POST", form: {} },
    );
    expect(inAddress.status).toBeGreaterThanOrEqual(400);
    expect((await send(`/oauth2/token?grant_type=client_credentials`)).status).not.toBe(200);
    const twice = new URLSearchParams([
      ["grant_type", "client_credentials"],
      ["scope", "openid"],
      ["scope", "project:read"],
      ["code_verifier", verifier],
    ]);
    const basic = `Basic ${Buffer.from(`${client.id}:${secret}`).toString("base64")}`;
    const answer = await send("/oauth2/token", { method: "POST", form: twice, headers: { Authorization: basic } });
    expect(await error(answer)).toEqual([400, "invalid_request"]);
  });
});
