import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from "jose";
import { afterAll, afterEach, describe, expect, it } from "vitest";

import { visit } from "#tests/support/openid-visit.ts";
import { subjectOf } from "./openid-realm/people.ts";
import { startRealm } from "./openid-realm/start-realm.ts";
import { makeRealmVisitor } from "./openid-realm/visit-realm.ts";

const redirect_uri = "http://localhost:3000/auth/keycloak/callback";
const realm = await startRealm([redirect_uri]);
afterEach(() => realm.recover());
afterAll(() => realm.stop());

const { issuer, clientId: client_id, clientSecret } = realm;
const endpoints = `${issuer}/protocol/openid-connect`;
const scope = "openid profile email groups";
const begin = (more: Record<string, string | null> = {}) =>
  visit(`${endpoints}/auth`, { client_id, redirect_uri, scope, ...more });

const formEncoded = (text: string) => encodeURIComponent(text);
const authorization = `Basic ${Buffer.from(`${formEncoded(client_id)}:${formEncoded(clientSecret)}`).toString("base64")}`;

/** The whole code flow by hand, in a new browser. */
async function signIn(username: string) {
  const { address, state, nonce, verifier } = begin();
  const callback = await makeRealmVisitor().signIn(address, username);
  const form = { grant_type: "authorization_code", redirect_uri, code_verifier: verifier };
  const body = new URLSearchParams({ ...form, code: callback.searchParams.get("code") ?? "" });
  const answer = await fetch(`${endpoints}/token`, { method: "POST", body, headers: { Authorization: authorization } });
  const tokens = (await answer.json()) as { id_token: string; access_token: string; refresh_token: string };
  const keys = createRemoteJWKSet(new URL(`${endpoints}/certs`));
  const { payload } = await jwtVerify(tokens.id_token, keys, { issuer, audience: client_id, algorithms: ["RS256"] });
  return { callback, state, nonce, claims: payload, tokens };
}

const userInfo = async (token: string): Promise<JWTPayload> =>
  (await fetch(`${endpoints}/userinfo`, { headers: { Authorization: `Bearer ${token}` } })).json();

describe("the demo realm", () => {
  it("is laid out like Keycloak's, and announces what it sends back", async () => {
    const said = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(said).toMatchObject({
      issuer,
      authorization_endpoint: `${endpoints}/auth`,
      token_endpoint: `${endpoints}/token`,
      jwks_uri: `${endpoints}/certs`,
      userinfo_endpoint: `${endpoints}/userinfo`,
      end_session_endpoint: `${endpoints}/logout`,
      authorization_response_iss_parameter_supported: true,
    });
  });

  it("signs somebody in by name and password, without asking for consent", async () => {
    const { callback, state, nonce, claims, tokens } = await signIn("carol");
    expect(Object.fromEntries(callback.searchParams)).toEqual({ code: expect.any(String), state, iss: issuer });
    const carol = { sub: subjectOf("carol"), email: "carol@example.com", email_verified: true, groups: ["viewers"] };
    expect(claims).toMatchObject({ nonce, preferred_username: "carol", ...carol });
    expect(await userInfo(tokens.access_token)).toMatchObject(carol);
    expect(tokens.refresh_token).toBeTruthy();
  });

  it("does not vouch for bob's address", async () => {
    expect((await signIn("bob")).claims).toMatchObject({ email: "bob@example.com", email_verified: false });
  });

  it("takes no wrong password, and no request without a proof", async () => {
    await expect(makeRealmVisitor().signIn(begin().address, "carol", "wrong")).rejects.toThrow("401");
    const { address } = begin({ code_challenge: null, code_challenge_method: null });
    const { searchParams } = await makeRealmVisitor().signIn(address, "carol");
    expect(searchParams.get("error")).toBe("invalid_request");
  });

  it("remembers who signed in, until it is asked for a fresh sign-in", async () => {
    const visitor = makeRealmVisitor();
    await visitor.signIn(begin().address, "carol");
    expect((await visitor.signIn(begin().address, "nobody")).searchParams.has("code")).toBe(true);
    await expect(visitor.signIn(begin({ prompt: "login" }).address, "nobody")).rejects.toThrow("401");
  });

  it("changes its key when told to, and the old one is gone", async () => {
    const before = decodeProtectedHeader((await signIn("carol")).tokens.id_token);
    const visitor = makeRealmVisitor();
    await visitor.signIn(begin().address, "carol");
    await realm.rotateKeys();
    expect((await visitor.signIn(begin().address, "nobody")).searchParams.has("code")).toBe(true); // who was in, is
    const after = decodeProtectedHeader((await signIn("carol")).tokens.id_token);
    const { keys } = (await (await fetch(`${endpoints}/certs`)).json()) as { keys: { kid: string }[] };
    expect(after.kid).not.toBe(before.kid);
    expect(keys.map(({ kid }) => kid)).toEqual([after.kid]);
  });

  it("moves people between groups when told to", async () => {
    await realm.setGroups("nina", []);
    expect((await signIn("nina")).claims.groups).toEqual([]);
    await realm.setGroups("nina", ["editors", "admins"]);
    expect((await signIn("nina")).claims.groups).toEqual(["editors", "admins"]);
  });

  it("hangs, breaks and recovers when told to", async () => {
    await realm.hang();
    await expect(fetch(`${endpoints}/certs`, { signal: AbortSignal.timeout(500) })).rejects.toThrow("timeout");
    await realm.disable();
    expect((await fetch(`${endpoints}/certs`)).status).toBe(503);
    await realm.recover();
    expect((await fetch(`${endpoints}/certs`)).status).toBe(200);
  });

  it("takes orders from no page in a browser", async () => {
    const order = { method: "POST", headers: { Origin: "https://evil.example.org" } };
    expect((await fetch(`${realm.control}/rotate`, order)).status).toBe(404);
  });
});

it("a realm that was stopped is gone", async () => {
  const other = await startRealm([redirect_uri]);
  await other.stop();
  await expect(fetch(`${other.issuer}/.well-known/openid-configuration`)).rejects.toThrow("fetch failed");
});
