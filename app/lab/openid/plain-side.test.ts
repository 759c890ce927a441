import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { chooseAt, visit } from "#tests/support/openid-visit.ts";
import { labClient } from "./clients.ts";
import { numberOf, subjectOf } from "./people.ts";
import { startOpenIdProvider } from "./provider.ts";

const provider = await startOpenIdProvider();
afterAll(provider.close);
beforeEach(() => provider.faults.clear());

const redirect_uri = "http://localhost:3000/auth/any/callback";
const { id: client_id, secret: client_secret } = labClient;
const json = { Accept: "application/json" };

/** Signs bob in at a plain provider; gives its answer to the code. */
async function codeAt(name: string, scope: string) {
  const { address, verifier } = visit(`${provider.plainUrl}/${name}/authorize`, { client_id, redirect_uri, scope });
  const callback = await chooseAt(address, "bob");
  return { code: callback.searchParams.get("code") ?? "", verifier, callback };
}

async function redeem(name: string, form: Record<string, string>, headers: Record<string, string> = json) {
  const body = new URLSearchParams({ client_id, client_secret, redirect_uri, ...form });
  const answer = await fetch(`${provider.plainUrl}/${name}/token`, { method: "POST", body, headers });
  return { status: answer.status, text: await answer.text() };
}

async function lookAt(name: string, scope: string, path: string, more: Record<string, string> = {}) {
  const { code, verifier } = await codeAt(name, scope);
  const { access_token } = JSON.parse((await redeem(name, { code, code_verifier: verifier })).text) as Record<
    string,
    string
  >;
  const headers = { Authorization: `Bearer ${access_token}`, "User-Agent": "a test", ...more };
  const answer = await fetch(`${provider.plainUrl}/${name}${path}`, { headers });
  return { status: answer.status, said: (await answer.json()) as unknown };
}

describe("a provider like GitHub", () => {
  const scope = "read:user user:email";

  it("numbers its people, keeps their address private, and says it in a list", async () => {
    const { said } = await lookAt("github", scope, "/user");
    expect(said).toMatchObject({ id: numberOf("bob"), login: "bob", name: "Bob Editor", email: null });
    const { said: emails } = await lookAt("github", scope, "/user/emails");
    expect(emails).toContainEqual({ email: "bob@example.com", primary: true, verified: true, visibility: "private" });
    expect((await lookAt("github", "read:user", "/user/emails")).status).toBe(404);
  });

  it("says nothing to a program that does not give its name", async () => {
    const { code, verifier } = await codeAt("github", scope);
    const { access_token } = JSON.parse((await redeem("github", { code, code_verifier: verifier })).text);
    // Not by `fetch`, which always gives one.
    const asking = request(`${provider.plainUrl}/github/user`, { headers: { Authorization: `token ${access_token}` } });
    const [answer] = (await once(asking.end(), "response")) as [IncomingMessage];
    expect(answer.resume().statusCode).toBe(403);
  });

  it("answers in a form unless JSON is asked for, and says errors with a 200", async () => {
    const { code, verifier } = await codeAt("github", scope);
    const { text, status } = await redeem("github", { code, code_verifier: verifier }, { Accept: "*/*" });
    expect([status, new URLSearchParams(text).get("scope")]).toEqual([200, "read:user,user:email"]);
    const again = await redeem("github", { code, code_verifier: verifier });
    expect([again.status, JSON.parse(again.text).error]).toEqual([200, "bad_verification_code"]);
    expect((await redeem("github", { code: "", client_secret: "wrong" })).text).toContain(
      "incorrect_client_credentials",
    );
  });

  it("looks at a proof when there was a challenge, demands none, and sends no issuer back", async () => {
    const { code, callback } = await codeAt("github", scope);
    expect(callback.searchParams.has("iss")).toBe(false);
    expect((await redeem("github", { code })).text).toContain("bad_verification_code");
    const { address } = visit(`${provider.plainUrl}/github/authorize`, {
      client_id,
      redirect_uri,
      code_challenge: null,
    });
    const unproven = (await chooseAt(address, "bob")).searchParams.get("code") ?? "";
    expect((await redeem("github", { code: unproven })).text).toContain("access_token");
  });
});

describe("a plain provider", () => {
  it.each([
    ["discord", "identify email", "/users/@me", { username: "bob", global_name: "Bob Editor", verified: true }],
    ["custom", "profile", "/me", { sub: subjectOf("bob"), email: "bob@example.com", name: "Bob Editor" }],
    ["renamed", "profile", "/me", { uid: numberOf("bob"), mail: "bob@example.com", fullName: "Bob Editor" }],
  ])("like %s says who somebody is in its own words", async (name, scope, path, bob) => {
    expect((await lookAt(name, scope, path)).said).toMatchObject(bob);
  });

  it("like Discord has ids too long for a number, and an address only with the scope for it", async () => {
    expect((await lookAt("discord", "identify email", "/users/@me")).said).toMatchObject({
      id: expect.stringMatching(/^\d{18}$/),
      email: "bob@example.com",
    });
    expect((await lookAt("discord", "identify", "/users/@me")).said).not.toHaveProperty("email");
  });

  it("has the same weather", async () => {
    provider.faults.add("email-unverified");
    expect((await lookAt("discord", "identify email", "/users/@me")).said).toMatchObject({ verified: false });
    expect((await lookAt("github", "user:email", "/user/emails")).said).toContainEqual(
      expect.objectContaining({ email: "bob@example.com", verified: false }),
    );
    provider.faults.add("object-sub");
    expect((await lookAt("github", "user", "/user")).said).toMatchObject({ id: { $ne: null } });
    provider.faults.add("token-down");
    expect((await redeem("custom", { code: "" })).status).toBe(500);
  });

  it("takes no token or code of another", async () => {
    const { code, verifier } = await codeAt("github", "user");
    expect((await redeem("discord", { code, code_verifier: verifier })).text).toContain("invalid_grant");
    expect((await lookAt("custom", "profile", "/../github/user")).status).toBe(401);
  });
});
