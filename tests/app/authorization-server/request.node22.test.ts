import { beforeAll, describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";
import { authorize, authorizeAddress, callback, follow, newClient, redeem, type TestClient } from "./clients.ts";

let bob: Browser;
let client: TestClient;
beforeAll(async () => {
  [bob, client] = [await signedIn("bob"), await newClient()];
});

/** What a request comes back to the application with; null when it does not come back to it at all. */
async function backFrom(more: Record<string, string>): Promise<URLSearchParams | null> {
  const answer = await bob.visit(authorizeAddress(client, more));
  const location = answer.headers.get("location") ?? "";
  return location.startsWith(callback) ? new URLSearchParams(location.split(/[?#]/)[1]) : null;
}

describe("a request of an application", () => {
  it.each([
    ["without a challenge", { code_challenge: "", code_challenge_method: "" }],
    ["with the method plain", { code_challenge_method: "plain" }],
    ["with a challenge and no method", { code_challenge_method: "" }],
  ])("AS08 is refused %s", async (_, more) => {
    expect((await backFrom(more))?.get("error")).toBe("invalid_request");
  });

  it.each([
    "https://harbour.example.test/callback/",
    "https://harbour.example.test/callback?a=b",
    "https://harbour.example.test/callback#a",
    "https://harbour.example.test/callback/sub",
    "https://user@harbour.example.test/callback",
    "https://harbour.example.test:8443/callback",
    "http://harbour.example.test/callback",
    "https://harbour.example.test/CALLBACK",
    "https://harbour.example.test.evil.test/callback",
    "https://harbour.example.test/%2e/callback",
    "javascript:alert(1)",
    "",
  ])("AS09 is answered with a page, and never goes to %s", async (redirect_uri) => {
    const answer = await bob.visit(authorizeAddress(client, { redirect_uri }));
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(await answer.text()).toContain("This application asked for something that cannot be");
  });

  it("AS09 AS19 that names two addresses is answered with a page", async () => {
    const answer = await bob.visit(
      `${authorizeAddress(client)}&redirect_uri=${encodeURIComponent("https://evil.test/")}`,
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
  });

  it.each([
    ["a scope that it was not registered for", { scope: "openid project:delete" }, "invalid_scope"],
    [
      "tokens for a service that it was not registered for",
      { resource: "https://evil.example.test/" },
      "invalid_target",
    ],
    ["a token in the address", { response_type: "token" }, "unsupported_response_type"],
  ])("AS03 is refused when it asks for %s", async (_, more, error) => {
    expect((await backFrom(more))?.get("error")).toBe(error);
  });

  it("is told that somebody would have to sign in, where it wanted no page", async () => {
    const answer = await newBrowser().visit(authorizeAddress(client, { prompt: "none" }));
    expect(new URL(answer.headers.get("location") ?? "").searchParams.get("error")).toBe("login_required");
  });

  it("has somebody show who they are again when it asks for that", async () => {
    const late = await signedIn("bob");
    travel(minutes(5));
    const arrived = await follow(late, authorizeAddress(client, { prompt: "login" }));
    expect(await arrived.text()).toContain('name="password"');
    const request = `/oauth2/request/${late.cookies.get("protocol-request")}`;
    await late.submit(`/confirm?${new URLSearchParams({ redirectTo: request })}`, { password: demoPassword });
    const asked = await follow(late, request);
    expect([200, 303]).toContain(asked.status);
    expect(await asked.text()).not.toContain('name="password"');
  });

  it("AS20 counts in the browser alone that brought it, and only with a form token of ours", async () => {
    const fresh = await newClient();
    const asked = await follow(bob, authorizeAddress(fresh));
    expect(asked.headers.get("x-frame-options")).toBe("DENY");
    const address = `/oauth2/request/${bob.cookies.get("protocol-request")}`;
    const carol = await signedIn("carol");
    expect((await carol.visit(address)).status).toBe(404);
    expect((await carol.submit(address, { intent: "allow" })).status).toBe(404);
    expect((await bob.submit(address, { intent: "allow", csrf: "forged" })).status).toBe(403);
    const foreign = { headers: { Origin: "https://evil.example.test", "Sec-Fetch-Site": "cross-site" } };
    expect((await bob.submit(address, { intent: "allow" }, foreign)).status).toBe(403);
    expect((await bob.visit(address)).status).toBe(200);
  });

  it("is not asked about for an application of our own", async () => {
    const own = await newClient({ isFirstParty: true });
    expect((await follow(bob, authorizeAddress(own))).headers.get("location")).toContain(`${callback}?code=`);
  });

  it("AS20 is asked about again once it wants more than was allowed", async () => {
    const wide = await newClient({ scopes: ["openid", "project:read", "project:update"] });
    await authorize(bob, wide);
    expect((await follow(bob, authorizeAddress(wide))).status).toBe(303);
    const asked = await follow(bob, authorizeAddress(wide, { scope: "openid project:update" }));
    expect(await asked.text()).toContain("Change a project");
  });
});

describe("what is said of a person", () => {
  it("is what the scopes allow, in the ID token and at the address for it", async () => {
    const back = await authorize(bob, client, { scope: "openid profile email", nonce: "a nonce" });
    const tokens = await (await redeem(client, back.searchParams.get("code") ?? "")).json();
    const claims = JSON.parse(Buffer.from(tokens.id_token.split(".")[1], "base64url").toString());
    expect(claims).toMatchObject({ iss: origin, aud: client.id, nonce: "a nonce" });
    const answer = await send("/oauth2/userinfo", { headers: { Authorization: `Bearer ${tokens.access_token}` } });
    expect(await answer.json()).toEqual({
      sub: claims.sub,
      name: "Bob Editor",
      given_name: "Bob",
      family_name: "Editor",
      preferred_username: "bob",
      email: "bob@example.com",
      email_verified: true,
    });
    expect((await send("/oauth2/userinfo", { headers: { Authorization: "Bearer nothing" } })).status).toBe(401);
  });
});

describe("what programs read about this server", () => {
  const json = async (path: string, headers = {}) => (await send(path, { headers })).json();

  it("AS23 AS-11 says what there is, under one name, whoever asks", async () => {
    const said = await json("/.well-known/openid-configuration", { "X-Forwarded-Host": "evil.example.test" });
    expect(said).toMatchObject({
      issuer: origin,
      token_endpoint: `${origin}/oauth2/token`,
      jwks_uri: `${origin}/.well-known/jwks.json`,
      code_challenge_methods_supported: ["S256"],
      response_types_supported: ["code"],
      authorization_response_iss_parameter_supported: true,
    });
    expect(said.grant_types_supported.toSorted()).toEqual([
      "authorization_code",
      "client_credentials",
      "refresh_token",
      "urn:ietf:params:oauth:grant-type:device_code",
    ]);
    expect(await json("/.well-known/oauth-authorization-server")).toEqual(said);
    expect(JSON.stringify(said)).not.toContain("evil");
  });

  it("JW20 shows the public halves of its keys and nothing else of them", async () => {
    const { keys } = await json("/.well-known/jwks.json");
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatchObject({ kid: expect.any(String), use: "sig", alg: expect.any(String) });
      for (const secret of ["d", "p", "q", "dp", "dq", "qi", "k"]) expect(key).not.toHaveProperty(secret);
    }
    expect(await json("/.well-known/jwks.json")).toEqual({ keys });
  });

  it("tells tools that were refused at the API where its tokens come from", async () => {
    expect(await json("/.well-known/oauth-protected-resource/api")).toMatchObject({
      resource: `${origin}/api`,
      authorization_servers: [origin],
    });
    const where = `resource_metadata="${origin}/.well-known/oauth-protected-resource/api"`;
    const told = async (headers = {}) => (await send("/api/projects", { headers })).headers.get("www-authenticate");
    expect(await told()).toBe(`Bearer ${where}`);
    expect(await told({ Authorization: "Bearer forged" })).toBe(`Bearer error="invalid_token", ${where}`);
  });

  it("has no page of the library's own", async () => {
    for (const path of [
      "/oauth2/logout/confirm",
      "/oauth2/logout/success",
      "/session/end",
      "/reg",
      "/interaction/x",
      "/device/x",
    ])
      expect((await bob.visit(path)).status).toBe(404);
  });
});
