import * as oauth from "oauth4webapi";
import { beforeAll, expect, it } from "vitest";

import { callback, newClient } from "./clients.ts";
import { allowAt, personAt, serve, weather } from "./served.ts";

const served = await serve();
const issuer = new URL(served.url);
const api = new URL("/api/projects", issuer);
const options = { [oauth.allowInsecureRequests]: true }; // plain HTTP, as on one's own machine
let server: oauth.AuthorizationServer;
let bob: Awaited<ReturnType<typeof personAt>>;
beforeAll(async () => {
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  bob = await personAt(served, "bob");
});

/** An application that keeps no secret, as one on a phone or at somebody's desk. */
async function newPublicClient(more: Parameters<typeof newClient>[0] = {}): Promise<oauth.Client> {
  const { id } = await newClient({ keepsSecret: false, ...more });
  return { client_id: id, token_endpoint_auth_method: "none" };
}

type Bound = { DPoP?: oauth.DPoPHandle };

/** The whole way through a browser, with a check of whatever comes back. */
async function signIn(client: oauth.Client, scope: string, more: Record<string, string> = {}, bound: Bound = {}) {
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const expectedNonce = scope.includes("openid") ? oauth.generateRandomNonce() : undefined;
  const address = new URL(server.authorization_endpoint ?? "");
  address.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: callback,
    response_type: "code",
    scope,
    state,
    ...(expectedNonce ? { nonce: expectedNonce } : {}),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  }).toString();
  const params = oauth.validateAuthResponse(server, client, await allowAt(bob, address), state);
  const asked = { ...options, ...bound };
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    params,
    callback,
    verifier,
    asked,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    answer,
    expectedNonce ? { expectedNonce } : {},
  );
  if (expectedNonce) await oauth.validateApplicationLevelSignature(server, answer, options);
  return tokens;
}

const ask = (token: string, bound: Bound = {}) =>
  oauth.protectedResourceRequest(token, "GET", api, undefined, undefined, { ...options, ...bound });

it("RFC 9728: a tool that knows nothing but our API's address finds the way in by what the 401 says", async () => {
  const refused = await fetch(api);
  const [, metadata = ""] = /resource_metadata="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "") ?? [];
  expect(metadata).toBe(`${served.url}/.well-known/oauth-protected-resource/api`);
  const resource = new URL("/api", issuer);
  const described = await oauth.processResourceDiscoveryResponse(
    resource,
    await oauth.resourceDiscoveryRequest(resource, options),
  );
  expect(described.authorization_servers).toEqual([served.url]);
  expect(described.scopes_supported).toContain("project:read");
  const found = new URL(described.authorization_servers?.[0] ?? "");
  // By the one kind of metadata as by the other (RFC 8414).
  const byOAuth = await oauth.discoveryRequest(found, { ...options, algorithm: "oauth2" });
  expect(await oauth.processDiscoveryResponse(found, byOAuth)).toEqual(server);
  const tokens = await signIn(await newPublicClient(), "project:read", { resource: resource.href });
  expect((await ask(tokens.access_token)).status).toBe(200);
});

it("oauth4webapi signs bob in with PKCE, asks who he is, and refreshes once per token", async () => {
  const client = await newPublicClient();
  const tokens = await signIn(client, "openid profile project:read");
  const { sub = "" } = oauth.getValidatedIdTokenClaims(tokens) ?? {};
  const answer = await oauth.userInfoRequest(server, client, tokens.access_token, options);
  expect(await oauth.processUserInfoResponse(server, client, sub, answer)).toMatchObject({ preferred_username: "bob" });
  const refresh = async () => {
    const again = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      tokens.refresh_token ?? "",
      options,
    );
    return oauth.processRefreshTokenResponse(server, client, again);
  };
  expect((await refresh()).access_token).not.toBe(tokens.access_token);
  await expect(refresh()).rejects.toMatchObject({ error: "invalid_grant" });
});

it("oauth4webapi takes a token for another service as that service would (RFC 9068), with and without a key behind it", async () => {
  const client = await newPublicClient({ resources: [weather] });
  const checked = (headers: Record<string, string>, more: oauth.ValidateJWTAccessTokenOptions = {}) =>
    oauth.validateJwtAccessToken(server, new Request(weather, { headers }), weather, { ...options, ...more });
  const plain = await signIn(client, "openid project:read", { resource: weather });
  expect(await checked({ Authorization: `Bearer ${plain.access_token}` })).toMatchObject({
    client_id: client.client_id,
    scope: "openid project:read",
  });
  await expect(checked({ Authorization: `Bearer ${plain.access_token}` }, { requireDPoP: true })).rejects.toThrow();

  const keys = await oauth.generateKeyPair("ES256", { extractable: true });
  const DPoP = oauth.DPoP(client, keys);
  const bound = await signIn(client, "openid project:read", { resource: weather }, { DPoP });
  expect(bound.token_type).toBe("dpop");
  await expect(checked({ Authorization: `Bearer ${bound.access_token}` })).rejects.toThrow();
});

it("oauth4webapi shows a key with each request to our own API, and the token opens nothing else", async () => {
  const client = await newPublicClient();
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair("EdDSA"));
  const tokens = await signIn(client, "openid project:read", {}, { DPoP });
  expect((await ask(tokens.access_token, { DPoP })).status).toBe(200);
  await expect(ask(tokens.access_token)).rejects.toThrow("WWW-Authenticate");
});

it("oauth4webapi gets tokens for an application itself, asks about them and gives them back", async () => {
  const { id, secret } = await newClient({ grants: ["itself"], redirectUris: [] });
  const [client, proof] = [{ client_id: id }, oauth.ClientSecretBasic(secret ?? "")];
  const parameters = new URLSearchParams({ scope: "project:read" });
  const answer = await oauth.clientCredentialsGrantRequest(server, client, proof, parameters, options);
  const { access_token: token } = await oauth.processClientCredentialsResponse(server, client, answer);
  const said = async () =>
    oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, proof, token, options),
    );
  expect(await said()).toMatchObject({ active: true, scope: "project:read" });
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, proof, token, options));
  expect(await said()).toEqual({ active: false });
});

it("oauth4webapi connects a device, and is told to wait until somebody has typed the code", async () => {
  const client = await newPublicClient({ grants: ["device"], redirectUris: [] });
  const parameters = new URLSearchParams({ scope: "openid project:read" });
  const begun = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), parameters, options);
  const device = await oauth.processDeviceAuthorizationResponse(server, client, begun);
  const poll = async () => {
    const answer = await oauth.deviceCodeGrantRequest(server, client, oauth.None(), device.device_code, options);
    return oauth.processDeviceCodeResponse(server, client, answer);
  };
  await expect(poll()).rejects.toMatchObject({ error: "authorization_pending" });
  await bob.submit("/device", { code: device.user_code, intent: "allow" });
  expect((await ask((await poll()).access_token)).status).toBe(200);
  await expect(poll()).rejects.toMatchObject({ error: "invalid_grant" });
});
