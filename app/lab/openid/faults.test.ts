import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from "jose";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { chooseAt, visit } from "#tests/support/openid-visit.ts";
import { labClient } from "./clients.ts";
import type { FaultName } from "./faults.ts";
import { faultNames } from "./faults.ts";
import { subjectOf } from "./people.ts";
import { startOpenIdProvider } from "./provider.ts";

const provider = await startOpenIdProvider();
afterAll(provider.close);
beforeEach(() => provider.faults.clear());

const { issuer } = provider;
const redirect_uri = "http://localhost:3000/auth/lab/callback";
const { id: client_id, secret: client_secret } = labClient;

type Said = Record<string, unknown>;
const decoded = (token = ""): Said => decodeJwt(token);

async function signIn(username: string) {
  const { address, nonce, state, verifier } = visit(`${issuer}/authorize`, { client_id, redirect_uri });
  const callback = Object.fromEntries((await chooseAt(address, username)).searchParams);
  return { callback, nonce, state, answer: await redeem(callback.code ?? "", verifier) };
}

const redeem = (code: string, code_verifier: string) => {
  const form = { grant_type: "authorization_code", redirect_uri, client_id, client_secret, code, code_verifier };
  return fetch(`${issuer}/token`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
};

async function tokens(username: string): Promise<Record<string, string>> {
  return (await (await signIn(username)).answer.json()) as Record<string, string>;
}

async function userInfo({ access_token }: Record<string, string>): Promise<Said> {
  const headers = { Authorization: `Bearer ${access_token}` };
  return (await (await fetch(`${issuer}/userinfo`, { headers })).json()) as Said;
}

const present = () => Date.now() / 1_000;
const isPast = (second: unknown) => Number(second) < present() - 60;
const isFuture = (second: unknown) => Number(second) > present() + 60;

/** What each fault changes in the ID token of nina. */
const inIdToken: Partial<Record<FaultName, (claims: Said) => boolean>> = {
  "wrong-issuer": ({ iss }) => iss === "https://elsewhere.example.org",
  "issuer-with-slash": ({ iss }) => iss === `${issuer}/`,
  "no-issuer": ({ iss }) => iss === undefined,
  "wrong-audience": ({ aud }) => aud === "another-client",
  "audience-list-without-azp": ({ aud, azp }) => Array.isArray(aud) && aud.length === 2 && azp === undefined,
  "wrong-azp": ({ aud, azp }) => Array.isArray(aud) && azp === "another-client",
  "no-audience": ({ aud }) => aud === undefined,
  expired: ({ exp }) => isPast(exp),
  "no-exp": ({ exp }) => exp === undefined,
  "exp-as-text": ({ exp }) => typeof exp === "string",
  "no-iat": ({ iat }) => iat === undefined,
  "iat-in-future": ({ iat }) => isFuture(iat),
  "nbf-in-future": ({ nbf }) => isFuture(nbf),
  "wrong-nonce": ({ nonce }) => nonce === "the-nonce-of-somebody-else",
  "no-nonce": ({ nonce }) => nonce === undefined,
  "old-auth-time": ({ auth_time }) => isPast(auth_time),
  "no-auth-time": ({ auth_time }) => auth_time === undefined,
  "clock-skew": ({ iat, exp }) => isPast(iat) && isPast(exp),
};

/** What each says of nina, in the ID token and as user information alike. */
const ofNina: Partial<Record<FaultName, (about: Said) => boolean>> = {
  "no-sub": ({ sub }) => sub === undefined,
  "empty-sub": ({ sub }) => sub === "",
  "numeric-sub": ({ sub }) => sub === 4711,
  "object-sub": ({ sub }) => typeof sub === "object",
  "long-sub": ({ sub }) => String(sub).length === 5_000,
  "email-unverified": ({ email_verified }) => email_verified === false,
  "email-verified-as-text": ({ email_verified }) => email_verified === "false",
  "email-verified-as-true-text": ({ email_verified }) => email_verified === "true",
  "email-verified-missing": ({ email, email_verified }) => email !== undefined && email_verified === undefined,
  "no-email": ({ email }) => email === undefined,
  "email-is-not-one": ({ email }) => String(email).startsWith("Not"),
  "email-of-alice": ({ email }) => email === "alice@example.com",
  "groups-as-text": ({ groups }) => groups === "admins",
  "no-groups": ({ groups }) => groups === undefined,
  "in-group-admins": ({ groups }) => String(groups) === "admins",
  "nina-left-her-group": ({ groups }) => String(groups) === "",
};

const inUserInfo: Partial<Record<FaultName, (about: Said) => boolean>> = {
  "userinfo-of-another": ({ sub, email }) => sub === subjectOf("root") && email === "root@example.com",
  "userinfo-without-sub": ({ sub, email }) => sub === undefined && email === "nina@example.com",
};

const inTokens: Partial<Record<FaultName, (answer: Said) => boolean>> = {
  "no-id-token": ({ id_token, access_token }) => id_token === undefined && access_token !== undefined,
  "no-access-token": ({ id_token, access_token }) => id_token !== undefined && access_token === undefined,
  "id-token-is-not-a-token": ({ id_token }) => id_token === "neither.a.token",
  "wrong-token-type": ({ token_type }) => token_type === "N_A",
  "refused-code": ({ error }) => error === "invalid_grant",
};

const inCallback: Partial<Record<FaultName, (callback: Said) => boolean>> = {
  "no-iss-parameter": ({ iss, code }) => iss === undefined && code !== undefined,
  "wrong-iss-parameter": ({ iss }) => iss === "https://elsewhere.example.org",
  "no-state": ({ state }) => state === undefined,
  "wrong-state": ({ state }) => state === "the-state-of-somebody-else",
  "no-code": ({ code, error }) => code === undefined && error === undefined,
  "wrong-code": ({ code }) => code === "the-code-of-somebody-else",
  "error-with-html": ({ code, error_description }) => code === undefined && /<script>/.test(String(error_description)),
  "error-with-code": ({ code, error }) => code !== undefined && error === "access_denied",
  "server-error": ({ code, error }) => code === undefined && error === "server_error",
  "more-parameters": ({ code, session_state }) => code !== undefined && session_state !== undefined,
  "iss-not-announced": ({ iss }) => iss === undefined,
};

const inDiscovery: Partial<Record<FaultName, (said: Said) => boolean>> = {
  "other-issuer-in-discovery": ({ issuer: said }) => said === "https://elsewhere.example.org",
  "issuer-with-slash-in-discovery": ({ issuer: said }) => said === `${issuer}/`,
  "token-endpoint-elsewhere": ({ token_endpoint }) => String(token_endpoint).includes("169.254"),
  "no-jwks-in-discovery": ({ jwks_uri }) => jwks_uri === undefined,
  "iss-not-announced": (said) => said.authorization_response_iss_parameter_supported === undefined,
};

/** ID tokens that are not right: which algorithm the header names, or what else is in it. */
const inSignature: Partial<Record<FaultName, Said>> = {
  "alg-none": { alg: "none" },
  "hs256-with-public-key": { alg: "HS256" },
  "hs256-with-client-id": { alg: "HS256" },
  "hs256-with-client-secret": { alg: "HS256" },
  "foreign-key": { alg: "RS256" },
  "jwk-header": { alg: "RS256", jwk: expect.objectContaining({ kty: "RSA" }) },
  "broken-signature": { alg: "RS256" },
  "no-signature": { alg: "RS256" },
};

const names = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table & FaultName)[];

describe("the fault", () => {
  it.each(names(inIdToken))("%s shows in the ID token, which is signed as ever", async (name) => {
    const well = await tokens("nina");
    expect(inIdToken[name]?.(decoded(well.id_token))).toBe(false);
    provider.faults.add(name);
    expect(inIdToken[name]?.(decoded((await tokens("nina")).id_token))).toBe(true);
  });

  it.each(names(ofNina))("%s shows in the ID token and in the user information", async (name) => {
    expect(ofNina[name]?.(decoded((await tokens("nina")).id_token))).toBe(false);
    provider.faults.add(name);
    const said = await tokens("nina");
    expect([decoded(said.id_token), await userInfo(said)].map((about) => ofNina[name]?.(about))).toEqual([true, true]);
  });

  it("nina-left-her-group is about nobody else", async () => {
    provider.faults.add("nina-left-her-group");
    expect(decoded((await tokens("bob")).id_token).groups).toEqual(["editors"]);
  });

  it.each(names(inUserInfo))("%s shows in the user information alone", async (name) => {
    provider.faults.add(name);
    const said = await tokens("nina");
    expect(inUserInfo[name]?.(await userInfo(said))).toBe(true);
    expect(decoded(said.id_token).sub).toBe(subjectOf("nina"));
  });

  it.each(names(inTokens))("%s shows in the answer to a code", async (name) => {
    expect(inTokens[name]?.(await tokens("nina"))).toBe(false);
    provider.faults.add(name);
    expect(inTokens[name]?.(await tokens("nina"))).toBe(true);
  });

  it.each(names(inCallback))("%s shows in what the browser brings back", async (name) => {
    expect(inCallback[name]?.((await signIn("nina")).callback)).toBe(false);
    provider.faults.add(name);
    expect(inCallback[name]?.((await signIn("nina")).callback)).toBe(true);
  });

  it.each(names(inDiscovery))("%s shows in what the provider says of itself", async (name) => {
    const look = async () => (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Said;
    expect(inDiscovery[name]?.(await look())).toBe(false);
    provider.faults.add(name);
    expect(inDiscovery[name]?.(await look())).toBe(true);
  });

  it.each(names(inSignature))("%s gives an ID token that the published key does not prove", async (name) => {
    provider.faults.add(name);
    const { id_token = "" } = await tokens("nina");
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: [JWK] };
    expect(decodeProtectedHeader(id_token)).toMatchObject({ kid: keys[0].kid, ...inSignature[name] });
    expect(decoded(id_token)).toMatchObject({ iss: issuer, sub: subjectOf("nina") });
    await expect(jwtVerify(id_token, await importJWK(keys[0], "RS256"))).rejects.toThrow();
  });

  it.each([
    ["unknown-kid", "nobody"],
    ["no-kid", undefined],
  ] as const)("%s gives one that the published key proves, under another name", async (name, kid) => {
    provider.faults.add(name);
    const { id_token = "" } = await tokens("nina");
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: [JWK] };
    expect(decodeProtectedHeader(id_token).kid).toBe(kid);
    await expect(jwtVerify(id_token, await importJWK(keys[0], "RS256"))).resolves.toBeTruthy();
  });
});

type Ending = "hangs" | "drips" | "redirects" | "breaks off" | "answers 500" | "is HTML" | "is huge" | "is no JSON";

/** What becomes of a request within a moment; of a huge answer only the beginning is read. */
async function endingOf(path: string, method: "GET" | "POST"): Promise<Ending | "is well"> {
  const { hostname, port } = new URL(issuer);
  const asking = request({ hostname, port, path: `/openid${path}`, method, timeout: 1_000 }).end();
  try {
    const timedOut = once(asking, "timeout").then(() => null);
    const answer = (await Promise.race([once(asking, "response").then(([one]) => one), timedOut])) as IncomingMessage;
    if (!answer) return "hangs";
    if (answer.statusCode === 500) return "answers 500";
    if (answer.statusCode === 307) return "redirects";
    if (answer.headers["content-type"] === "text/html") return "is HTML";
    return await bodyOf(answer);
  } catch {
    return "breaks off";
  } finally {
    asking.destroy();
  }
}

async function bodyOf(answer: IncomingMessage): Promise<Ending | "is well"> {
  let [body, pieces] = ["", 0];
  for await (const chunk of answer) {
    body += String(chunk);
    pieces += 1;
    if (body.length > 2_000_000) return "is huge";
    if (pieces > 3 && body.length < 10) return "drips";
  }
  try {
    return JSON.parse(body) && "is well";
  } catch {
    return "is no JSON";
  }
}

const endings: Partial<Record<FaultName, [path: string, ending: Ending]>> = {
  "discovery-down": ["/.well-known/openid-configuration", "answers 500"],
  "discovery-hangs": ["/.well-known/openid-configuration", "hangs"],
  "huge-discovery": ["/.well-known/openid-configuration", "is huge"],
  "redirecting-discovery": ["/.well-known/openid-configuration", "redirects"],
  "jwks-down": ["/jwks", "answers 500"],
  "jwks-hangs": ["/jwks", "hangs"],
  "token-down": ["/token", "answers 500"],
  "token-hangs": ["/token", "hangs"],
  "token-drips": ["/token", "drips"],
  "token-hangs-up": ["/token", "breaks off"],
  "html-answer": ["/token", "is HTML"],
  "truncated-json": ["/token", "is no JSON"],
  "huge-token-answer": ["/token", "is huge"],
  "redirecting-token-endpoint": ["/token", "redirects"],
  "userinfo-down": ["/userinfo", "answers 500"],
  "userinfo-hangs": ["/userinfo", "hangs"],
  "huge-userinfo-answer": ["/userinfo", "is huge"],
  "redirecting-userinfo": ["/userinfo", "redirects"],
};

describe("an answer", () => {
  it.each(names(endings))("with %s is what it says", async (name) => {
    const [path, ending] = endings[name] ?? ["", "hangs"];
    const method = path === "/token" ? "POST" : "GET";
    expect(await endingOf(path, method)).toBe("is well");
    provider.faults.add(name);
    expect(await endingOf(path, method)).toBe(ending);
  });

  it("with down is a 500 everywhere", async () => {
    provider.faults.add("down");
    for (const path of ["/.well-known/openid-configuration", "/jwks", "/authorize", "/token", "/userinfo"])
      expect(await endingOf(path, "GET")).toBe("answers 500");
  });

  it("with slow takes longer than a moment", async () => {
    provider.faults.add("slow");
    expect(await endingOf("/jwks", "GET")).toBe("hangs");
  });

  it("that redirects leads into a trap, where it is heard who follows", async () => {
    provider.faults.add("redirecting-userinfo");
    await fetch(`${issuer}/userinfo`);
    expect(provider.heard[0]).toMatchObject({ path: "/openid/trap" });
  });

  it("is never 200 MB once the client has gone", async () => {
    provider.faults.add("huge-token-answer");
    expect(await endingOf("/token", "POST")).toBe("is huge");
    provider.faults.clear();
    expect(await endingOf("/jwks", "GET")).toBe("is well");
  });
});

it("every fault is tried here", () => {
  const tried = [inIdToken, ofNina, inUserInfo, inTokens, inCallback, inDiscovery, inSignature, endings].flatMap(names);
  expect(new Set([...tried, "unknown-kid", "no-kid", "down", "slow"])).toEqual(new Set(faultNames));
});
