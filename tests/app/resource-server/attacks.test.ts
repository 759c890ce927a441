import { createHmac, createPublicKey, type JsonWebKey } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { travel } from "#tests/support/travel.ts";
import { claimsFor, newIssuerKey, signedToken } from "#tests/support/token-issuer.ts";
import { ask, audience, badToken, main, me, partner, refusalOf, send, statementsDuring, stranger } from "./issuers.ts";

const [key] = main.keys;
if (!key) throw new Error("the issuer has no key");
const mallory = newIssuerKey("ES256", key.kid);

/** Where tokens of an attacker say that their key is. */
const followed: string[] = [];
const attacker = createServer(({ url = "" }, response) => {
  followed.push(url);
  response.end("{}");
});
await new Promise<void>((resolve) => attacker.listen(0, "127.0.0.1", resolve));
const there = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
afterAll(() => void attacker.close().closeAllConnections());

const soon = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const encoded = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const parts = (token: string) => token.split(".") as [string, string, string];

/** A token without a real signature: the header and the claims as they are. */
const unsigned = (header: object, signature = "") =>
  `${encoded({ typ: "at+jwt", kid: key.kid, ...header })}.${encoded(claimsFor(main.issuer, audience))}.${signature}`;

function signedBySecret(secret: string | Buffer): string {
  const [header, claims] = parts(unsigned({ alg: "HS256" }, "AA"));
  return `${header}.${claims}.${createHmac("sha256", secret).update(`${header}.${claims}`).digest("base64url")}`;
}

const published = createPublicKey({ key: key.shown as JsonWebKey, format: "jwk" });
const pem = published.export({ type: "spki", format: "pem" }).toString();
const good = () => main.token({ scope: "project:read" });
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

const hostile: Record<string, Record<string, () => string>> = {
  "JW01 none": {
    ...Object.fromEntries(
      ["none", "None", "NONE", "", null, undefined].map((alg) => [`alg ${alg}`, () => unsigned({ alg })]),
    ),
    "none with a signature": () => unsigned({ alg: "none" }, parts(good())[2]),
  },
  "JW02 RS-04 another algorithm": {
    "HS256 with the public key as PEM": () => signedBySecret(pem),
    "HS256 with it trimmed": () => signedBySecret(pem.trim()),
    "HS256 with it as DER": () => signedBySecret(published.export({ type: "spki", format: "der" })),
    "HS256 with it as JWK": () => signedBySecret(JSON.stringify(key.shown)),
    "HS256 with its name": () => signedBySecret(key.kid),
    "RS256 by the name of a key for ES256": () => main.token({}, { alg: "RS256" }),
    ES256K: () => main.token({}, { alg: "ES256K" }),
  },
  "JW03 a signature": {
    stripped: () => parts(good()).slice(0, 2).join("."),
    empty: () => `${parts(good()).slice(0, 2).join(".")}.`,
    "of another token": () => [...parts(good()).slice(0, 2), parts(main.token({ sub: "other" }))[2]].join("."),
    "with a changed letter": () => good().replace(/.(?=.{20}$)/, (letter) => (letter === "A" ? "B" : "A")),
    "cut short": () => good().slice(0, -4),
    "with padding": () => `${good()}==`,
    "by somebody else's key of that name": () => main.token({}, {}, mallory),
    "by a key of another trusted issuer": () => main.token({}, {}, partner.keys[0]),
    "by another trusted issuer in this one's name": () => partner.token({ iss: main.issuer }, { kid: key.kid }),
  },
  "JW04 a key of its own": {
    jwk: () => main.token({}, { jwk: mallory.shown }, mallory),
    jku: () => main.token({}, { jku: `${there}/keys` }, mallory),
    x5u: () => main.token({}, { x5u: `${there}/chain` }, mallory),
    x5c: () => main.token({}, { x5c: ["AAAA"] }, mallory),
    "jku, genuinely signed": () => main.token({}, { jku: `${main.issuer}/keys` }),
    crit: () => main.token({}, { crit: ["exp"], exp: 1 }),
    b64: () => main.token({}, { b64: false, crit: ["b64"] }),
  },
  "JW05 a kid": Object.fromEntries(
    ["../../keys", "' or 1=1 --", "x".repeat(5_000), `${there}/keys`, "a\0b", "", 7, null, ["a"], {}, true].map(
      (kid) => [`like ${JSON.stringify(kid).slice(0, 20)}`, () => main.token({}, { kid }, mallory)],
    ),
  ),
  "JW06 times": {
    expired: () => main.token({ iat: soon(-700), exp: soon(-100) }),
    "no exp": () => main.token({ exp: undefined }),
    "no iat": () => main.token({ iat: undefined }),
    ...Object.fromEntries(
      [String(soon(600)), -1, 1e300, [soon(600)], null, 0].map((exp) => [
        `exp ${JSON.stringify(exp)}`,
        () => main.token({ exp }),
      ]),
    ),
    "nbf in the future": () => main.token({ nbf: soon(300) }),
    "nbf as text": () => main.token({ nbf: "now" }),
    "iat in the future": () => main.token({ iat: soon(300) }),
    "for more than a day": () => main.token({ exp: soon(25 * 3_600) }),
    "over before it began": () => main.token({ iat: soon(20), exp: soon(10) }),
  },
  "JW07 RS-03 an audience or issuer": {
    ...Object.fromEntries(
      [
        "https://other.example.test",
        undefined,
        [],
        {},
        audience.slice(0, -1),
        `${audience}/`,
        [`${audience}/x`],
        [[audience]],
        7,
      ].map((aud) => [`aud ${JSON.stringify(aud)}`, () => main.token({ aud })]),
    ),
    ...Object.fromEntries(
      [undefined, null, [main.issuer], `${main.issuer}/`, main.issuer.slice(0, -1), main.issuer.toUpperCase(), {}].map(
        (iss) => [`iss ${JSON.stringify(iss)}`, () => main.token({ iss })],
      ),
    ),
    "an issuer that nobody trusts": () => stranger.token(),
  },
  "JW08 another kind of token": Object.fromEntries(
    ["JWT", "jwt", undefined, "id_token+jwt", "logout+jwt", "dpop+jwt", "at+jwt ", "secevent+jwt"].map((typ) => [
      `typ ${typ}`,
      () => main.token({}, { typ }),
    ]),
  ),
  "a token bound to a key": { cnf: () => main.token({ cnf: { jkt: "x" } }) },
  "JW09 a subject": Object.fromEntries(
    [undefined, 7, ["bob"], { id: "bob" }, null, "", "a\0b", "\ud800", "x".repeat(256), true].map((sub) => [
      `like ${JSON.stringify(sub)?.slice(0, 20)}`,
      () => main.token({ sub }),
    ]),
  ),
  "JW12 size": {
    "of 8 kB and more": () => main.token({ more: "x".repeat(8_000) }),
    "a deep payload": () => `${parts(good())[0]}.${encoded(deep(2_900))}.${parts(good())[2]}`,
    "a payload that is no object": () => signedToken(key, { alg: "ES256", kid: key.kid, typ: "at+jwt" }, "text"),
    "a payload that is null": () => signedToken(key, { alg: "ES256", kid: key.kid, typ: "at+jwt" }, null),
  },
};

// The moment stands still and the keys are at hand, so that whatever is asked for now, a bad token asks for.
const began = Date.now();
beforeEach(async () => {
  travel(began - Date.now());
  await me(good());
});
const cases = Object.entries(hostile).flatMap(([what, tokens]) =>
  Object.entries(tokens).map(([how, make]) => ({ what, how, make })),
);

describe("RS-02 RS-03 a token that does not count", () => {
  it.each(cases)("$what: $how is a bad one; it costs no statement, and asks nobody anything", async ({ make }) => {
    const before = main.asked.length;
    const statements = await statementsDuring(async () => {
      expect(await refusalOf(await ask("/api/auth/me", make()))).toEqual(badToken);
    });
    expect({ statements, asked: main.asked.slice(before), followed, stranger: stranger.asked }).toEqual({
      statements: [],
      asked: [],
      followed: [],
      stranger: [],
    });
  });

  it("BE-04 is nobody's where anybody may ask, and is served", async () => {
    const headers = { Authorization: `Bearer ${stranger.token()}` };
    for (const open of ["/health", "/login", "/"]) expect((await send(open, { headers })).status).toBe(200);
  });

  it("JW19 is a good one that stands in an address", async () => {
    expect((await send(`/api/auth/me?access_token=${good()}`)).status).toBe(401);
  });

  it("JW12 of 200 kB does not get as far as the app", async () => {
    expect((await ask("/api/auth/me", main.token({ more: "x".repeat(150_000) }))).status).toBe(431);
  });
});

describe("a token that counts", () => {
  it.each<[string, () => string]>([
    ["as issuers give them out", good],
    ["with its type written out", () => main.token({}, { typ: "application/at+jwt" })],
    ["for several audiences", () => main.token({ aud: ["https://other.example.test", audience] })],
    ["of a clock that is a little ahead", () => main.token({ iat: soon(10), nbf: soon(10) })],
    ["with a thumbprint of its key", () => main.token({}, { x5t: "abc" })],
    [
      "with a lot in it",
      () => main.token({ groups: Array.from({ length: 150 }, (_, i) => `group number ${i} of many`) }),
    ],
    ["that is deep", () => main.token({ more: JSON.parse(deep(1_500)) })],
    [
      "with names of prototypes in it",
      () => main.token({ roles: ["__proto__", "constructor"], constructor: 1, toString: {} }),
    ],
  ])("%s is taken", async (_, make) => {
    expect(await me(make())).toMatchObject({ via: "accessToken" });
  });

  it("does nothing to objects that others share", async () => {
    const [header, , signature] = parts(good());
    const claims = JSON.stringify(claimsFor(main.issuer, audience)).replace("{", '{"__proto__":{"isAdmin":true},');
    expect((await ask("/api/auth/me", `${header}.${encoded(claims)}.${signature}`)).status).toBe(401);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});
