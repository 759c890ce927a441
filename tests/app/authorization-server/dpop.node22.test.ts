import { createHash, randomUUID } from "node:crypto";

import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes, now } from "#app/clock.ts";
import { authorize, callback, newClient, post, tokensFor, verifier, type TestClient } from "./clients.ts";

type Key = Awaited<ReturnType<typeof newKey>>;
let bob: Browser;
let client: TestClient;
let key: Key;
let token = "";
beforeAll(async () => {
  [bob, client, key] = [await signedIn("bob"), await newClient(), await newKey()];
  token = await boundToken(key);
});

async function newKey(alg = "ES256") {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, privateKey, jwk: await exportJWK(publicKey), secret: await exportJWK(privateKey) };
}

const ath = (text: string) => createHash("sha256").update(text).digest("base64url");
const projects = `${origin}/api/projects`;

/** A proof of the key for a request, right unless something else is said. */
const proofOf = ({ alg, privateKey, jwk }: Key, claims: Record<string, unknown> = {}, header = {}): Promise<string> =>
  new SignJWT({ htm: "GET", htu: projects, jti: randomUUID(), ath: ath(token), ...claims })
    .setProtectedHeader({ typ: "dpop+jwt", alg, jwk, ...header })
    .setIssuedAt(typeof claims.iat === "number" ? claims.iat : Math.floor(now().getTime() / 1_000))
    .sign(privateKey);

async function boundToken(by: Key): Promise<string> {
  const code = (await authorize(bob, client)).searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, redirect_uri: callback, code_verifier: verifier };
  const DPoP = await proofOf(by, { htm: "POST", htu: `${origin}/oauth2/token`, ath: undefined });
  const tokens = await (await post(client, "/oauth2/token", form, { DPoP })).json();
  expect(tokens.token_type).toBe("DPoP");
  return tokens.access_token;
}

const ask = (DPoP: string | string[], shown = token, path = "/api/projects") =>
  send(path, { headers: { Authorization: `DPoP ${shown}`, DPoP } });
const refused = async (answer: Response) => [answer.status, answer.headers.get("www-authenticate")];
const no = [401, expect.stringMatching(/^DPoP error="invalid_token"/)];

describe("a token that is bound to a key", () => {
  it("opens our API with a proof of the key, also where the address has a query", async () => {
    expect((await ask(await proofOf(key))).status).toBe(200);
    expect((await ask(await proofOf(key), token, "/api/projects?limit=1")).status).toBe(200);
  });

  it("is bound under each of the algorithms that the metadata names", async () => {
    const said = await (await send("/.well-known/oauth-protected-resource/api")).json();
    expect(said.dpop_signing_alg_values_supported).toEqual(["ES256", "Ed25519", "EdDSA"]);
    for (const alg of said.dpop_signing_alg_values_supported) {
      const other = await newKey(alg);
      const bound = await boundToken(other);
      expect((await ask(await proofOf(other, { ath: ath(bound) }), bound)).status).toBe(200);
    }
  });

  it("is no bearer's, with a proof or without", async () => {
    const bearer = (headers = {}) =>
      send("/api/projects", { headers: { Authorization: `Bearer ${token}`, ...headers } });
    expect((await bearer()).status).toBe(401);
    expect((await bearer({ DPoP: await proofOf(key) })).status).toBe(401);
  });

  it("opens nothing without a proof, with two, or with what is none", async () => {
    const bare = await send("/api/projects", { headers: { Authorization: `DPoP ${token}` } });
    expect(await refused(bare)).toEqual(no);
    expect(await refused(await ask([await proofOf(key), await proofOf(key)]))).toEqual(no);
    for (const garbage of ["", "a.b.c", "null", "e30.e30.e30"]) expect(await refused(await ask(garbage))).toEqual(no);
  });

  it("wants a proof for each request: of ten that show one at once one counts, and later none", async () => {
    const proof = await proofOf(key);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await refused(await ask(proof))).toEqual(no);
  });

  it("counts a proof for a minute before and after, as clocks differ", async () => {
    const iat = Math.floor(now().getTime() / 1_000);
    expect((await ask(await proofOf(key, { iat: iat + 50 }))).status).toBe(200);
    expect(await refused(await ask(await proofOf(key, { iat: iat + 70 })))).toEqual(no);
    const proof = await proofOf(key);
    travel(minutes(1.1));
    expect(await refused(await ask(proof))).toEqual(no);
  });

  it.each<[string, Record<string, unknown>, object?]>([
    ["for another method", { htm: "POST" }],
    ["for another address", { htu: `${origin}/api/keys` }],
    ["for another host", { htu: "https://evil.example.test/api/projects" }],
    ["for no address", { htu: "/api/projects" }],
    ["for another token", { ath: ath("another") }],
    ["for no token", { ath: undefined }],
    ["without a name", { jti: undefined }],
    ["with an empty name", { jti: "" }],
    ["with a moment that is none", { iat: 1.5 }],
    ["of another type", {}, { typ: "JWT" }],
    ["that names a key elsewhere", {}, { jwk: undefined, jku: "https://evil.example.test/keys" }],
  ])("is not opened by a proof %s", async (_, claims, header) => {
    expect(await refused(await ask(await proofOf(key, claims, header)))).toEqual(no);
  });

  it("is not opened by another key, by the right one's name over it, or by one whose secret is shown", async () => {
    const other = await newKey();
    expect(await refused(await ask(await proofOf(other)))).toEqual(no);
    expect(await refused(await ask(await proofOf(other, {}, { jwk: key.jwk })))).toEqual(no);
    expect(await refused(await ask(await proofOf(key, {}, { jwk: key.secret })))).toEqual(no);
    expect(await calculateJwkThumbprint(key.secret)).toBe(await calculateJwkThumbprint(key.jwk));
  });
});

it("a bearer's token is not taken as one that is bound", async () => {
  const { access_token } = await tokensFor(bob, client);
  expect(await refused(await ask(await proofOf(key, { ath: ath(access_token) }), access_token))).toEqual(no);
});
