import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { demoPassword } from "#app/db/demo-data.ts";
import { pool } from "#app/db/client.server.ts";
import { startProduction, type Production } from "#tests/support/production.ts";
import { newTokenKeys } from "#tests/support/token-keys.ts";
import type { Tokens } from "./programs.ts";

const database = process.env.DATABASE_URL ?? "";
const [oldKey, newKey] = ["1:a-key-that-only-this-test-knows-7f3a9c21", "2:another-key-that-only-this-test-knows-e81b"];
const session = { SESSION_SIGNING_KEYS: oldKey, LOG_LEVEL: "silent" };
const [older, newer] = [newTokenKeys("older"), newTokenKeys("newer")];

let started: Production[] = [];
beforeAll(async () => {
  const app = { APP_URL: "http://localhost:1", ...session }; // one origin for all: it is in the tokens
  const keys = [older, older, `${newer},${older}`, newer];
  const withKeys = keys.map((TOKEN_SIGNING_KEYS) => ({ ...app, TOKEN_SIGNING_KEYS }));
  // While a session key is changed: both know the new one, and one of them has put it in front.
  const changing = [`${oldKey},${newKey}`, `${newKey},${oldKey}`].map((SESSION_SIGNING_KEYS) => ({
    ...app,
    SESSION_SIGNING_KEYS,
    TOKEN_SIGNING_KEYS: older,
  }));
  started = await Promise.all([...withKeys, ...changing].map(startAt));
}, 90_000);
afterAll(() => Promise.all(started.map((one) => one.stop())));

const startAt = (more: Record<string, string>) => startProduction(database, more, "/health");
const urlOf = (i: number) => started[i]?.url ?? "";

// By its Host header each process knows itself under the common address.
async function post(i: number, path: string, body: unknown): Promise<Response> {
  const { sendTo } = await import("#tests/support/app.ts");
  const sent = { Host: "localhost:1", "Content-Type": "application/json" };
  return sendTo(Number(new URL(urlOf(i)).port), path, { headers: sent, body: JSON.stringify(body) });
}

async function me(i: number, { access_token }: Tokens): Promise<number> {
  const { sendTo } = await import("#tests/support/app.ts");
  const headers = { Host: "localhost:1", Authorization: `Bearer ${access_token}` };
  return (await sendTo(Number(new URL(urlOf(i)).port), "/api/auth/me", { headers })).status;
}

async function signIn(i: number): Promise<Tokens> {
  const answer = await post(i, "/api/auth/login", { identifier: "bob", password: demoPassword });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Tokens;
}

describe("several processes with one database", () => {
  it("RV-04 C-24 ten that use one refresh token at once all get the same successor, and one row follows", async () => {
    const first = await signIn(0);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => post(i % 2, "/api/auth/refresh", { refresh_token: first.refresh_token })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const all = (await Promise.all(answers.map((answer) => answer.json()))) as Tokens[];
    expect(new Set(all.map(({ refresh_token }) => refresh_token)).size).toBe(1);
    const { rows } = await pool.query("select used_at is null as unused from auth.refresh_tokens");
    expect(rows.filter(({ unused }) => unused)).toHaveLength(1);
    expect(rows).toHaveLength(2);
    const [last] = all;
    if (!last) throw new Error("nothing came back");
    expect([await me(0, last), await me(1, last)]).toEqual([200, 200]);
  });

  it("JW15 RV-04 Z-19 what ends a session in one has ended it in the other", async () => {
    const tokens = await signIn(0);
    expect(await me(1, tokens)).toBe(200);
    await post(0, "/api/auth/logout", { refresh_token: tokens.refresh_token });
    expect([await me(1, tokens), (await post(1, "/api/auth/refresh", tokens)).status]).toEqual([401, 401]);
  });

  it("KR-06 JT-14 changing the keys: while the old one is listed its tokens count, then no more; refresh tokens go on", async () => {
    const before = await signIn(0);
    const after = await signIn(2);
    expect([await me(2, before), await me(3, before)]).toEqual([200, 401]);
    expect([await me(3, after), await me(0, after)]).toEqual([200, 401]);
    const renewed = await post(3, "/api/auth/refresh", { refresh_token: before.refresh_token });
    expect(await me(3, (await renewed.json()) as Tokens)).toBe(200);
  });

  it.each([
    [4, 5],
    [5, 4],
  ])(
    "C-24 KR-06 give the same successor too while the session keys change, and nobody is taken for a thief (%i, %i)",
    async (one, other) => {
      const { refresh_token } = await signIn(0);
      const answers = [await post(one, "/api/auth/refresh", { refresh_token })];
      answers.push(await post(other, "/api/auth/refresh", { refresh_token }));
      const [mine, theirs] = (await Promise.all(answers.map((answer) => answer.json()))) as Tokens[];
      expect(theirs?.refresh_token).toBe(mine?.refresh_token);
      const next = await Promise.all(
        [mine, theirs].map((tokens, i) => post([one, other][i] ?? one, "/api/auth/refresh", tokens)),
      );
      expect(next.map(({ status }) => status)).toEqual([200, 200]);
      expect(await me(0, (await next[0]?.json()) as Tokens)).toBe(200);
    },
  );
});
