import { decodeJwt, decodeProtectedHeader, jwtVerify, createRemoteJWKSet } from "jose";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { travel } from "#tests/support/travel.ts";
import { chooseAt, visit } from "#tests/support/openid-visit.ts";
import { minutes } from "../../clock.ts";
import { labClient } from "./clients.ts";
import { subjectOf } from "./people.ts";
import { startOpenIdProvider } from "./provider.ts";

const provider = await startOpenIdProvider();
afterAll(provider.close);
beforeEach(() => provider.faults.clear());

const { issuer } = provider;
const redirect_uri = "http://localhost:3000/auth/lab/callback";
const { id: client_id, secret: client_secret } = labClient;
const begin = (more: Record<string, string | null> = {}) =>
  visit(`${issuer}/authorize`, { client_id, redirect_uri, ...more });

const formEncoded = (text: string) => new URLSearchParams({ text }).toString().slice("text=".length);
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
const rightBasic = basic(formEncoded(client_id), formEncoded(client_secret));

async function redeem(parameters: Record<string, string>, authorization = rightBasic) {
  const body = new URLSearchParams({ grant_type: "authorization_code", redirect_uri, ...parameters });
  const answer = await fetch(`${issuer}/token`, { method: "POST", body, headers: { Authorization: authorization } });
  return { status: answer.status, said: (await answer.json()) as Record<string, string> };
}

/** The whole way of one person: what came back, and what the code was worth. */
async function signIn(username: string, more: Record<string, string | null> = {}) {
  const { address, state, nonce, verifier } = begin(more);
  const callback = await chooseAt(address, username);
  const code = callback.searchParams.get("code") ?? "";
  const { said, status } = await redeem({ code, code_verifier: verifier });
  return {
    callback,
    state,
    nonce,
    verifier,
    code,
    said,
    status,
    claims: said.id_token ? decodeJwt(said.id_token) : {},
  };
}

const userInfo = async ({ access_token }: Record<string, string>) =>
  (await fetch(`${issuer}/userinfo`, { headers: { Authorization: `Bearer ${access_token}` } })).json();

describe("the lab's provider", () => {
  it("says of itself what OpenID Connect Discovery asks for", async () => {
    const said = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(said).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/token`,
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    });
  });

  it("signs somebody in who chooses a button, with a token that its keys prove", async () => {
    const { callback, state, nonce, said } = await signIn("bob");
    expect(Object.fromEntries(callback.searchParams)).toEqual({ code: expect.any(String), state, iss: issuer });
    const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
    const { payload } = await jwtVerify(said.id_token ?? "", keys, {
      issuer,
      audience: client_id,
      algorithms: ["RS256"],
    });
    const bob = { name: "Bob Editor", email: "bob@example.com", email_verified: true, groups: ["editors"] };
    expect(payload).toMatchObject({ nonce, sub: subjectOf("bob"), auth_time: expect.any(Number), ...bob });
    expect(await userInfo(said)).toMatchObject({ sub: subjectOf("bob"), ...bob });
  });

  it("knows the demo people and two whom the app does not know, by subjects that stay and are no names", async () => {
    const page = await (await fetch(begin().address)).text();
    const people = [...page.matchAll(/name="person" value="(\w+)"/g)].map(([, name]) => name);
    expect(people).toEqual(["root", "alice", "bob", "carol", "dave", "erin", "nina", "oscar"]);
    expect((await signIn("nina")).claims).toMatchObject({ email: "nina@example.com", groups: ["editors"] });
    expect(subjectOf("nina")).toBe("1271f4a099fd661a06d4cf852109488c");
  });

  it("remembers nobody: each sign-in is a fresh one, whatever is asked for, and prompt=none finds nobody", async () => {
    const before = Math.floor(Date.now() / 1_000);
    const { claims } = await signIn("bob", { prompt: "login", max_age: "0" });
    expect(claims.auth_time).toBeGreaterThanOrEqual(before);
    const answer = await fetch(begin({ prompt: "none" }).address, { redirect: "manual" });
    expect(answer.headers.get("location")).toContain("error=login_required");
  });

  it("sends back whoever cancels, with an error", async () => {
    const { address, state } = begin();
    const { searchParams } = await chooseAt(address, "");
    expect(Object.fromEntries(searchParams)).toMatchObject({ error: "access_denied", state, iss: issuer });
    expect(searchParams.has("code")).toBe(false);
  });

  it.each([
    ["an app that it does not know", { client_id: "nobody" }],
    ["an address elsewhere", { redirect_uri: "https://evil.example.org/auth/lab/callback" }],
    ["an address that is a script", { redirect_uri: "javascript://localhost/%0aalert(1)" }],
  ])("sends nobody back to %s", async (_, more) => {
    const answer = await fetch(begin(more).address, { redirect: "manual" });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
  });

  it.each([
    ["no challenge", { code_challenge: null }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["no scope openid", { scope: "email" }, "invalid_scope"],
    ["an implicit answer", { response_type: "id_token" }, "unsupported_response_type"],
  ])("refuses a request with %s", async (_, more, error) => {
    const answer = await fetch(begin(more).address, { redirect: "manual" });
    expect(new URL(answer.headers.get("location") ?? "").searchParams.get("error")).toBe(error);
  });

  it("says no more than it was asked for", async () => {
    const { claims } = await signIn("bob", { scope: "openid" });
    expect(claims).not.toHaveProperty("email");
    expect(claims).not.toHaveProperty("name");
  });

  it("can have another address, also one that ends in a slash, as some do", async () => {
    const other = await startOpenIdProvider({ path: "/tenant/" });
    const said = await (await fetch(`${other.issuer}.well-known/openid-configuration`)).json();
    expect(other.issuer).toMatch(/\/tenant\/$/);
    expect(said).toMatchObject({ issuer: other.issuer, token_endpoint: `${other.issuer}token` });
    expect((await fetch((said as { jwks_uri: string }).jwks_uri)).status).toBe(200);
    other.close();
  });

  it("has the people and the apps that it is given", async () => {
    const vera = { username: "vera", firstName: "Vera", lastName: "Visitor", email: "v@example.net", groups: [] };
    const client = { id: "other", secret: "s", redirectUris: ["https://app.example.org/callback"] };
    const other = await startOpenIdProvider({ people: [vera], clients: [client] });
    const at = (more: Record<string, string>) =>
      visit(`${other.issuer}/authorize`, {
        client_id: "other",
        redirect_uri: "https://app.example.org/callback",
        ...more,
      });
    expect((await chooseAt(at({}).address, "vera")).host).toBe("app.example.org");
    expect((await fetch(at({ redirect_uri }).address)).status).toBe(400);
    expect((await fetch(at({ client_id }).address)).status).toBe(400);
    other.close();
  });

  it("answers nobody who came under another name", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      const { port } = new URL(issuer);
      const path = "/openid/jwks";
      request({ host: "127.0.0.1", port, path, headers: { Host: "evil.example.org" } }, (res) =>
        resolve(res.statusCode),
      ).end();
    });
    expect(status).toBe(400);
  });
});

describe("a code", () => {
  it("is worth something once, for a minute, with its proof, at its address", async () => {
    const { code, verifier } = await signIn("bob");
    expect((await redeem({ code, code_verifier: verifier })).said.error).toBe("invalid_grant");

    const wrong: Record<string, string>[] = [
      { code_verifier: "x".repeat(43) },
      { redirect_uri: "http://localhost:3000/elsewhere" },
      {},
    ];
    for (const more of wrong) {
      const { address, verifier: code_verifier } = begin();
      const fresh = (await chooseAt(address, "bob")).searchParams.get("code") ?? "";
      const proof: Record<string, string> = Object.keys(more).length > 0 ? { code_verifier } : {};
      expect(await redeem({ code: fresh, ...proof, ...more })).toMatchObject({
        status: 400,
        said: { error: "invalid_grant" },
      });
    }

    const { address, verifier: late } = begin();
    const old = (await chooseAt(address, "bob")).searchParams.get("code") ?? "";
    travel(minutes(1));
    expect((await redeem({ code: old, code_verifier: late })).said.error).toBe("invalid_grant");
  });

  it("is for the client that shows who it is: form-encoded in a Basic header, or in the form", async () => {
    const { address, verifier: code_verifier } = begin();
    const code = (await chooseAt(address, "bob")).searchParams.get("code") ?? "";
    const unencoded = await redeem({ code, code_verifier }, basic(client_id, client_secret));
    expect(unencoded).toMatchObject({ status: 401, said: { error: "invalid_client" } });
    expect((await redeem({ code, code_verifier }, "")).status).toBe(401);
    expect((await redeem({ code, code_verifier, client_secret }, rightBasic)).status).toBe(401);
    expect((await redeem({ code, code_verifier, client_id, client_secret }, "")).status).toBe(200);
    expect(provider.heard[0]).toMatchObject({ path: "/openid/token", authentication: "post" });
    expect(JSON.stringify(provider.heard)).not.toContain("everybody");
  });
});

describe("the weather", () => {
  it("changes keys: the old one is gone, and the new one signs", async () => {
    const before = decodeProtectedHeader((await signIn("bob")).said.id_token ?? "");
    await provider.rotateKeys();
    const after = decodeProtectedHeader((await signIn("bob")).said.id_token ?? "");
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: { kid: string }[] };
    expect(after.kid).not.toBe(before.kid);
    expect(keys.map(({ kid }) => kid)).toEqual([after.kid]);
  });

  it("moves people between groups", async () => {
    provider.setGroups("nina", ["admins"]);
    expect((await signIn("nina")).claims.groups).toEqual(["admins"]);
    provider.setGroups("nina", ["editors"]);
  });
});
