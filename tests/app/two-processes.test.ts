import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { clientOf } from "#tests/support/client.ts";
import { startProduction, type Production } from "#tests/support/production.ts";

const database = process.env.DATABASE_URL ?? "";
const [older, newer] = [
  "1:the-older-key-that-only-this-test-knows-7f3a9c",
  "2:the-newer-key-that-only-this-test-knows-e81b5d",
];
const started: Production[] = [];

afterAll(() => Promise.all(started.map((production) => production.stop())));

async function start(keys: string): Promise<string> {
  const production = await startProduction(database, { SESSION_SIGNING_KEYS: keys, LOG_LEVEL: "silent" });
  started.push(production);
  return production.url;
}

type Client = ReturnType<typeof clientOf>;

async function signInAt(url: string, username: string): Promise<{ client: Client; session: string }> {
  const client = clientOf(url);
  await client.visit("/login");
  const answer = await client.signIn(username);
  expect(answer.status).toBe(303);
  const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("session=")) ?? "";
  return { client, session: session.split(";")[0] ?? "" };
}

const open = (url: string, cookie: string) =>
  fetch(`${url}/dashboard`, { redirect: "manual", headers: { Cookie: cookie } });

/** The form token that `url` gives to the browser with this cookie. */
async function formToken(url: string, cookie: string): Promise<string> {
  const set = (await open(url, cookie)).headers.getSetCookie().find((header) => header.startsWith("XSRF-TOKEN=")) ?? "";
  return set.split(";")[0]?.slice("XSRF-TOKEN=".length) ?? "";
}

const post = (url: string, path: string, cookie: string, csrf: string) =>
  fetch(url + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: `${cookie}; XSRF-TOKEN=${csrf}` },
    body: new URLSearchParams({ csrf }),
  });

describe("two processes with one database and the same keys", () => {
  let urls: string[] = [];
  beforeAll(async () => void (urls = await Promise.all([start(older), start(older)])), 60_000);
  const here = () => urls[0] ?? "";
  const there = () => urls[1] ?? "";

  it("CK06 SE07 know each other's sessions and form tokens, and what ends in one has ended in the other", async () => {
    const { session } = await signInAt(here(), "alice");
    expect((await open(there(), session)).status).toBe(200);
    const csrf = await formToken(here(), session);
    expect((await post(there(), "/theme", session, csrf)).status).toBe(303);
    expect((await post(there(), "/logout", session, csrf)).status).toBe(303);
    expect((await open(here(), session)).status).toBe(303);
  });

  it("CK06 LK08 count an account's tries together", async () => {
    const statuses = [];
    for (let i = 0; i < 11; i++) {
      const client = clientOf(i % 2 ? here() : there());
      await client.visit("/login");
      statuses.push((await client.signIn("nobody-at-all")).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });

  it("SE-06 over plain http on this machine the cookie is called session, and is still closed to scripts", async () => {
    const client = clientOf(here());
    await client.visit("/login");
    const cookie = (await client.signIn("bob")).headers.getSetCookie().find((header) => header.startsWith("session="));
    expect(cookie?.replace(/session=[^;]+/, "")).toBe("; Path=/; HttpOnly; SameSite=Lax");
  });
});

describe("changing the keys", () => {
  it("CK03 keeps everybody signed in while the old key is listed; new cookies come under the new one; then old ones are nobody's", async () => {
    const [before, during, after] = await Promise.all([start(older), start(`${newer},${older}`), start(newer)]);
    const old = (await signInAt(before, "alice")).session;
    expect(old).toMatch(/^session=1\./);
    expect((await open(during, old)).status).toBe(200);
    const fresh = (await signInAt(during, "bob")).session;
    expect(fresh).toMatch(/^session=2\./);
    const gone = await open(after, old);
    expect([gone.status, gone.headers.get("Location")]).toEqual([303, "/login?redirectTo=%2Fdashboard"]);
    expect(gone.headers.getSetCookie().join()).toMatch(/session=; Max-Age=0/);
    expect((await open(after, fresh)).status).toBe(200);
    expect((await open(before, fresh)).status).toBe(303);
  }, 90_000);
});
