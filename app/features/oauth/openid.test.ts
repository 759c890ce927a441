import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { addressOf, newSecrets, providerIn, signInAt } from "#tests/support/oauth-sign-in.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "../../clock.ts";
import { labClient } from "../../lab/openid/clients.ts";
import { startOpenIdProvider } from "../../lab/openid/provider.ts";
import { assertionFrom, describeProvider } from "./exchange.server.ts";
import type { Provider } from "./provider.ts";

const lab = await startOpenIdProvider();
afterAll(lab.close);
beforeEach(() => lab.faults.clear());

const atLab = {
  OIDC_LAB_ISSUER: lab.issuer,
  OIDC_LAB_CLIENT_ID: labClient.id,
  OIDC_LAB_CLIENT_SECRET: labClient.secret,
};

it("an OpenID provider that changes its keys is believed with the new one at once", async () => {
  const [provider, secrets] = [providerIn(atLab), newSecrets()];
  expect(await signInAt(provider, "bob")).toMatchObject({ ok: true });
  const callback = await chooseAt(await addressOf(provider, secrets), "bob");
  await lab.rotateKeys();
  expect(await assertionFrom(provider, callback, secrets)).toMatchObject({ ok: true });
});

describe("somebody who must show themselves anew", () => {
  it("is asked to", async () => {
    const address = await addressOf(providerIn(atLab), newSecrets(), { isFresh: true });
    expect(address.searchParams.get("prompt")).toBe("login");
    expect(address.searchParams.get("max_age")).toBe("0");
  });

  it.each([
    ["did just now", null, { ok: true }],
    ["did long ago", "old-auth-time", { ok: false, reason: "untrusted" }],
    ["did nobody knows when", "no-auth-time", { ok: true }],
  ] as const)("and %s", async (_, fault, outcome) => {
    if (fault) lab.faults.add(fault);
    expect(await signInAt(providerIn(atLab), "bob", { isFresh: true })).toMatchObject(outcome);
  });
});

it("comes back by whatever address, since only its query counts", async () => {
  const [provider, secrets] = [providerIn(atLab), newSecrets()];
  const { search } = await chooseAt(await addressOf(provider, secrets), "bob");
  const behindProxy = new URL(`http://10.1.2.3:8080/login/oauth2/code/lab${search}`);
  expect(await assertionFrom(provider, behindProxy, secrets)).toMatchObject({ ok: true });
});

const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

type Key = { kid: string; privateKey: CryptoKey; jwk: object };
const small = {
  keys: [] as Key[],
  described: {} as Record<string, unknown>,
  claims: {} as Record<string, unknown>,
  signer: 0,
  isWithdrawn: false,
  heard: [] as { path: string; authorization: string | undefined; body: string }[],
};

/** A provider that says whatever `small` says, to everybody. */
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += String(chunk)));
  request.on("end", async () => {
    const { url: path = "", headers } = request;
    small.heard.push({ path, authorization: headers.authorization, body });
    response.setHeader("content-type", "application/json");
    if (path.endsWith("/openid-configuration")) return response.end(JSON.stringify(small.described));
    if (path === "/keys")
      return response.end(JSON.stringify({ keys: small.keys.map(({ jwk }) => jwk).slice(Number(small.isWithdrawn)) }));
    const key = small.keys[small.signer];
    const token = new SignJWT({ ...small.claims }).setProtectedHeader({ alg: "RS256", kid: key?.kid });
    const answer = {
      access_token: "an-access-token",
      token_type: "Bearer",
      refresh_token: "a-refresh-token",
      expires_in: 3600,
    };
    return response.end(JSON.stringify({ ...answer, id_token: await token.sign(key?.privateKey as CryptoKey) }));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  small.keys = await Promise.all(["of all", "of personal accounts"].map(makeKey));
});
afterAll(() => void server.close());

async function makeKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: "sig" } };
}

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const describedAt = (issuer: string, more: object = {}) => ({
  issuer,
  authorization_endpoint: `${origin()}/authorize`,
  token_endpoint: `${origin()}/token`,
  jwks_uri: `${origin()}/keys`,
  ...more,
});

/** What comes of somebody about whom the small provider says this. */
async function signInWith(provider: Provider, claims: Record<string, unknown>) {
  const secrets = newSecrets();
  const second = Math.floor(Date.now() / 1_000);
  small.claims = { aud: "us", iat: second, exp: second + 60, nonce: secrets.nonce, sub: "ada", ...claims };
  const callback = new URL(`http://localhost:3000/?code=a-code&state=${secrets.state}`);
  return assertionFrom(provider, callback, secrets);
}

describe("a provider whose issuer has the tenant of the person in it", () => {
  const issuerOf = (tenant: string) => `${origin()}/${tenant}/v2.0`;
  const microsoft = (tenant: string) =>
    providerIn({
      OAUTH_MICROSOFT_ISSUER: issuerOf("{tenantid}"),
      OAUTH_MICROSOFT_TENANT: tenant,
      OAUTH_MICROSOFT_CLIENT_ID: "us",
      OAUTH_MICROSOFT_CLIENT_SECRET: "secret",
    });
  const from = (tid: string, more: object = {}) => ({ iss: issuerOf(tid), tid, ...more });

  beforeEach(() => {
    small.described = describedAt(issuerOf("{tenantid}"));
    small.signer = 0;
    for (const key of small.keys) key.jwk = { ...key.jwk, issuer: issuerOf("{tenantid}") };
  });

  it("OC07 is known by the issuer of that tenant, and described once for all of them", async () => {
    const ada = { authority: issuerOf(TENANT), subject: "ada", emailVerified: false };
    expect(await signInWith(microsoft("common"), from(TENANT))).toMatchObject({ ok: true, assertion: ada });
    expect(small.heard.map(({ path }) => path)).toContain("/common/v2.0/.well-known/openid-configuration");
    expect((await addressOf(microsoft("common"), newSecrets())).pathname).toBe("/authorize");
  });

  it.each<[string, string, () => Record<string, unknown>]>([
    ["another tenant than it says", "common", () => ({ iss: issuerOf(TENANT), tid: PERSONAL })],
    ["no tenant", "common", () => ({ iss: issuerOf("undefined") })],
    ["a tenant that is none", "common", () => from("../common")],
    ["the template itself", "common", () => from("{tenantid}")],
    ["another place", "common", () => ({ iss: `https://elsewhere.example.org/${TENANT}/v2.0`, tid: TENANT })],
    ["a personal account, where only organizations may", "organizations", () => from(PERSONAL)],
  ])("OC07 is not believed about somebody from %s", async (_, tenant, claims) => {
    expect(await signInWith(microsoft(tenant), claims())).toMatchObject({ ok: false, reason: "untrusted" });
  });

  it.each(["common", "organizations"])("takes people of organizations with %s", async (tenant) => {
    expect(await signInWith(microsoft(tenant), from(TENANT))).toMatchObject({ ok: true });
  });

  it("OC06 is not believed about one tenant with the key of another", async () => {
    const [, personal] = small.keys;
    if (personal) personal.jwk = { ...personal.jwk, issuer: issuerOf(PERSONAL) };
    small.signer = 1;
    expect(await signInWith(microsoft("common"), from(PERSONAL))).toMatchObject({ ok: true });
    expect(await signInWith(microsoft("common"), from(TENANT))).toMatchObject({ ok: false, reason: "untrusted" });
  });

  it.each([
    [true, true],
    ["true", false],
    [1, false],
    [false, false],
    [undefined, false],
  ])("OC09 has verified an address when its domain is the tenant's: %s is %s", async (xms_edov, emailVerified) => {
    const claims = from(TENANT, { email: "ada@acme.com", email_verified: true, xms_edov });
    const assertion = { email: "ada@acme.com", emailVerified };
    expect(await signInWith(microsoft("common"), claims)).toMatchObject({ ok: true, assertion });
  });
});

describe("what a provider says of itself", () => {
  const acme = (settings: Record<string, string> = {}) =>
    providerIn({
      OIDC_ACME_ISSUER: `${origin()}/${settings.PATH ?? "acme"}`,
      OIDC_ACME_CLIENT_ID: "us",
      OIDC_ACME_CLIENT_SECRET: "a secret: 100%",
      ...settings,
    });
  const describeAs = (path: string, more: object = {}) => (small.described = describedAt(`${origin()}/${path}`, more));
  const heardAt = (end: string) => small.heard.filter(({ path }) => path.endsWith(end));

  beforeEach(() => {
    small.heard = [];
    small.signer = 0;
  });

  it("is asked for once in ten minutes, and then again", async () => {
    describeAs("kept");
    const provider = acme({ PATH: "kept" });
    for (const minute of [0, 5, 11]) {
      travel(minutes(minute));
      await addressOf(provider, newSecrets());
    }
    expect(heardAt("/openid-configuration")).toHaveLength(2);
  });

  it("is asked for at this moment by whoever tries the provider", async () => {
    describeAs("tried");
    const provider = acme({ PATH: "tried" });
    if (provider.kind !== "openid") throw new Error("no OpenID provider");
    expect(await describeProvider(provider)).toMatchObject({ ok: true, metadata: { jwks_uri: `${origin()}/keys` } });
    small.described = { issuer: provider.issuer };
    expect(await describeProvider(provider)).toEqual({
      ok: false,
      reason: "untrusted",
      detail: "the issuer's description is wrong at authorization_endpoint",
    });
  });

  it.each([
    ["client_secret_basic", ["client_secret_post", "client_secret_basic"], true],
    ["client_secret_basic, since nothing is said", undefined, true],
    ["client_secret_post", ["client_secret_post", "private_key_jwt"], false],
  ])("says how a client shows who it is: %s", async (_, methods, isBasic) => {
    describeAs(`auth-${String(methods)}`, { token_endpoint_auth_methods_supported: methods });
    const provider = acme({ PATH: `auth-${String(methods)}` });
    expect(await signInWith(provider, { iss: small.described.issuer })).toMatchObject({ ok: true });
    const [token] = heardAt("/token");
    const basic = `Basic ${Buffer.from("us:a+secret%3A+100%25").toString("base64")}`;
    expect(token?.authorization).toBe(isBasic ? basic : undefined);
    expect(new URLSearchParams(token?.body).get("client_secret")).toBe(isBasic ? null : "a secret: 100%");
  });

  it.each(["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])(
    "may not lead away from TLS with its %s",
    async (endpoint) => {
      describeAs(`plain-${endpoint}`, { [endpoint]: "http://acme.com/endpoint" });
      const outcome = await signInWith(acme({ PATH: `plain-${endpoint}` }), { iss: small.described.issuer });
      expect(outcome).toMatchObject({ ok: false, reason: "untrusted" });
    },
  );

  it("can be told otherwise by the configuration", async () => {
    describeAs("overridden");
    const provider = acme({
      PATH: "overridden",
      OIDC_ACME_AUTHORIZE_URL: `${origin()}/other-authorize?policy=1`,
      OIDC_ACME_TOKEN_URL: `${origin()}/other-token`,
    });
    const address = await addressOf(provider, newSecrets());
    expect([address.pathname, address.searchParams.get("policy")]).toEqual(["/other-authorize", "1"]);
    expect(await signInWith(provider, { iss: small.described.issuer })).toMatchObject({ ok: true });
    expect(heardAt("/other-token")).toHaveLength(1);
  });

  it("OC06 counts no longer for a key that it has withdrawn", async () => {
    describeAs("withdrawn");
    const provider = acme({ PATH: "withdrawn" });
    expect(await signInWith(provider, { iss: small.described.issuer })).toMatchObject({ ok: true });
    small.isWithdrawn = true;
    expect(await signInWith(provider, { iss: small.described.issuer })).toMatchObject({
      ok: false,
      reason: "untrusted",
    });
    small.isWithdrawn = false;
  });

  it("OC22 OL-01 comes with tokens that are handed over with their time", async () => {
    describeAs("tokens");
    const outcome = await signInWith(acme({ PATH: "tokens" }), { iss: small.described.issuer });
    const tokens = { accessToken: "an-access-token", refreshToken: "a-refresh-token", scope: "openid email profile" };
    expect(outcome).toMatchObject({ ok: true, tokens });
    const expiresAt = outcome.ok ? outcome.tokens.expiresAt?.getTime() : 0;
    expect(Math.abs((expiresAt ?? 0) - Date.now() - minutes(60))).toBeLessThan(minutes(1));
  });

  it.each([
    ["OC07 for somebody else alone", { azp: "another-client" }],
    ["OC07 for ever", { exp: undefined }],
    ["OC08 with a sub of spaces", { sub: "  " }],
    ["OC08 with a sub that hides something", { sub: "ada\u0000" }],
    ["OC08 with a sub of half a sign", { sub: "ada\ud800" }],
    ["OC08 with a sub of 256 characters", { sub: "s".repeat(256) }],
  ])("is not believed %s", async (_, claims) => {
    describeAs("claims");
    const provider = acme({ PATH: "claims" });
    expect(await signInWith(provider, { iss: small.described.issuer, sub: "s".repeat(255) })).toMatchObject({
      ok: true,
    });
    expect(await signInWith(provider, { iss: small.described.issuer, ...claims })).toMatchObject({
      reason: "untrusted",
    });
  });
});
