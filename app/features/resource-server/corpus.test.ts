import { readFileSync } from "node:fs";
import type { JsonWebKey } from "node:crypto";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { publishedKeys } from "../../auth/jws.server.ts";
import { createTokenVerifier } from "./verify-token.server.ts";

type Case = { id: string; token: string; expect: "accept" | "reject" };
const corpus: { now: number; issuer: string; audience: string; jwks: { keys: JsonWebKey[] }; cases: Case[] } =
  JSON.parse(readFileSync("tests/attacks/data/jwt.json", "utf8"));
const { issuer, audience, jwks, cases } = corpus;

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: corpus.now * 1_000 }));
afterEach(() => void vi.useRealTimers());

describe("a corpus of one genuine token and those that must be refused, by the keys of an issuer elsewhere", () => {
  const verify = createTokenVerifier([{ issuer, audience, roleMap: {} }], () =>
    publishedKeys(`${issuer}/keys`, async () => jwks),
  );

  it.each(cases)(
    "RS-02 RS-04 JW01 JW02 JW03 JW04 JW05 JW06 JW07 JW08 JW09 $id: $expect",
    async ({ token, expect: is }) => {
      expect(await verify(token)).toMatchObject({ ok: is === "accept" });
    },
  );
});

it("JW23 keys that are too weak, secret or not for signing verify nothing", async () => {
  const [good] = jwks.keys;
  const genuine = cases.find((one) => one.expect === "accept");
  if (!good || !genuine) throw new Error("the corpus has no genuine token");
  const by = (keys: object[]) =>
    createTokenVerifier([{ issuer, audience, roleMap: {} }], () =>
      publishedKeys(`${issuer}/keys`, async () => ({ keys })),
    )(genuine.token);
  expect(await by([good])).toMatchObject({ ok: true });
  for (const odd of [
    { use: "enc" },
    { kid: "other" },
    { alg: "RS512" },
    { key_ops: ["encrypt"] },
    { kty: "oct", k: "AAAA" },
  ])
    expect(await by([{ ...good, ...odd }]), JSON.stringify(odd)).toMatchObject({ ok: false });
  expect(await by([])).toMatchObject({ ok: false });
});
