import * as openid from "openid-client";
import { beforeAll, expect, it } from "vitest";

import { callback, newClient, type TestClient } from "./clients.ts";
import { allowAt, personAt, serve, weather } from "./served.ts";

const served = await serve();
const wayOut = "https://harbour.example.test/bye";
let client: TestClient;
let config: openid.Configuration;
let bob: Awaited<ReturnType<typeof personAt>>;
beforeAll(async () => {
  const grants = ["browser", "device", "itself"] as const;
  client = await newClient({ grants: [...grants], resources: [weather], postLogoutRedirectUris: [wayOut] });
  // Over plain HTTP, as on one's own machine; and every ID token's signature is checked, which it leaves to TLS otherwise.
  const execute = [openid.allowInsecureRequests, openid.enableNonRepudiationChecks];
  config = await openid.discovery(new URL(served.url), client.id, client.secret ?? "", undefined, { execute });
  bob = await personAt(served, "bob");
});

/** The whole way through a browser; the library makes every request and checks every answer. */
async function signIn(scope: string, options: openid.DPoPOptions = {}) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const address = openid.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
  });
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return openid.authorizationCodeGrant(config, await allowAt(bob, address), checks, undefined, options);
}

const apiWith = (token: string, options: openid.DPoPOptions = {}) =>
  openid.fetchProtectedResource(
    config,
    token,
    new URL("/api/projects", served.url),
    "GET",
    undefined,
    undefined,
    options,
  );
const invalidGrant = { error: "invalid_grant", status: 400 };

it("openid-client signs bob in with PKCE, checks his ID token by our keys, and asks who he is", async () => {
  const tokens = await signIn("openid profile email project:read");
  const { sub = "" } = tokens.claims() ?? {};
  expect(await openid.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
    sub,
    preferred_username: "bob",
    email: "bob@example.com",
    email_verified: true,
  });
  expect((await apiWith(tokens.access_token)).status).toBe(200);
});

it("openid-client refreshes: each refresh token once, and a copy ends what came of it", async () => {
  const first = await signIn("openid project:read");
  const second = await openid.refreshTokenGrant(config, first.refresh_token ?? "");
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await apiWith(second.access_token)).status).toBe(200);
  await expect(openid.refreshTokenGrant(config, first.refresh_token ?? "")).rejects.toMatchObject(invalidGrant);
  await expect(openid.refreshTokenGrant(config, second.refresh_token ?? "")).rejects.toMatchObject(invalidGrant);
  await expect(apiWith(second.access_token)).rejects.toThrow("WWW-Authenticate");
});

it("openid-client gets tokens for the application itself, and none to refresh them with", async () => {
  const tokens = await openid.clientCredentialsGrant(config, { scope: "project:read" });
  expect(tokens).toMatchObject({ token_type: "bearer", scope: "project:read" });
  expect(tokens.refresh_token).toBeUndefined();
  const forWeather = await openid.clientCredentialsGrant(config, { scope: "project:read", resource: weather });
  expect(forWeather.access_token.split(".")).toHaveLength(3);
  await expect(
    openid.clientCredentialsGrant(config, { resource: "https://other.example.test/" }),
  ).rejects.toMatchObject({ error: "invalid_target" });
});

it("openid-client connects a device: it waits until bob has typed the code", async () => {
  const device = await openid.initiateDeviceAuthorization(config, { scope: "openid project:read" });
  expect(device.verification_uri).toBe(`${served.url}/device`);
  const allowed = await bob.submit("/device", { code: device.user_code, intent: "allow" });
  expect(await allowed.text()).toContain("The device is connected");
  const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...device, interval: 0 });
  expect((await apiWith(tokens.access_token)).status).toBe(200);
  expect(tokens.claims()?.sub).toBeDefined();
});

it("openid-client asks about a token and gives it back", async () => {
  const { access_token: token } = await signIn("openid project:read");
  expect(await openid.tokenIntrospection(config, token)).toMatchObject({ active: true, client_id: client.id });
  await openid.tokenRevocation(config, token);
  expect(await openid.tokenIntrospection(config, token)).toEqual({ active: false });
  await expect(apiWith(token)).rejects.toThrow("WWW-Authenticate");
});

it("openid-client binds tokens to a key (DPoP), with which alone they open anything", async () => {
  const options = { DPoP: openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256")) };
  const tokens = await signIn("openid profile project:read", options);
  expect(tokens.token_type).toBe("dpop");
  const { sub = "" } = tokens.claims() ?? {};
  expect(await openid.fetchUserInfo(config, tokens.access_token, sub, options)).toMatchObject({ sub });
  expect((await apiWith(tokens.access_token, options)).status).toBe(200);
  await expect(apiWith(tokens.access_token)).rejects.toThrow("WWW-Authenticate");
  const stolen = { DPoP: openid.getDPoPHandle(config, await openid.randomDPoPKeyPair("ES256")) };
  await expect(apiWith(tokens.access_token, stolen)).rejects.toThrow("WWW-Authenticate");
  const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "", undefined, options);
  expect((await apiWith(next.access_token, options)).status).toBe(200);
});

it("openid-client signs somebody out through our page", async () => {
  const erin = await personAt(served, "erin");
  const address = openid.buildEndSessionUrl(config, { post_logout_redirect_uri: wayOut, state: "the state" });
  const path = address.pathname + address.search;
  expect(await (await erin.visit(path)).text()).toContain("Sign out here as well?");
  await erin.submit(path, {});
  expect(await (await erin.visit(path)).text()).toContain(`${wayOut}?state=the+state`);
  expect((await erin.visit("/dashboard")).headers.get("location")).toMatch(/^\/login/);
});
