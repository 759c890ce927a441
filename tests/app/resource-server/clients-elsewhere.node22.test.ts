import { createHash, randomBytes, randomUUID } from "node:crypto";

import { Client } from "pg";
import { afterAll, expect, it } from "vitest";

import { clientOf } from "#tests/support/client.ts";
import { cloneDatabase } from "#tests/support/db.ts";
import { startProduction } from "#tests/support/production.ts";

// Another Gatehouse, with people, keys and an authorization server of its own. Its people have the ids that ours have, its key the name of ours.
const database = await cloneDatabase("seeded");
const there = await startProduction(database.url, { LOG_LEVEL: "silent" });
afterAll(() => there.stop().finally(database.drop));

const ourApi = "https://app.example.test/api";
Object.assign(process.env, {
  TRUSTED_ISSUERS: `${there.url}=${ourApi}`,
  TRUSTED_ISSUER_ROLES: `${there.url}=*:viewer`,
});
const { send } = await import("#tests/support/app.ts");
const { newBrowser } = await import("#tests/support/browser.ts");
const { demoPassword } = await import("#app/db/demo-data.ts");
const { pool } = await import("#app/db/client.server.ts");
const { newClient, tokensFor } = await import("../authorization-server/clients.ts");
const { credentialKinds } = await import("../credential-kinds.ts");
const { openedFor } = await import("../opened.ts");

const callback = "https://harbour.example.test/callback";
const [id, secret, verifier] = [
  randomUUID(),
  randomBytes(32).toString("base64url"),
  randomBytes(32).toString("base64url"),
];
const sha256 = (text: string) => createHash("sha256").update(text);
const elsewhere = new Client({ connectionString: database.url });
await elsewhere.connect();
afterAll(() => elsewhere.end());
await elsewhere.query(
  `insert into auth.clients (id, name, secret_hash, grants, redirect_uris, post_logout_redirect_uris, scopes, resources, is_first_party, created_at, updated_at)
   values ($1, 'Harbour Reports', $2, '{browser,itself}', array[$3], '{}', '{openid,project:read}', array[$4], true, now(), now())`,
  [id, sha256(secret).digest("hex"), callback, ourApi],
);
const bobThere = (await elsewhere.query("select id from auth.users where username = 'bob'")).rows[0].id as string;

type Issued = { access_token: string; id_token?: string };

async function issued(form: Record<string, string>): Promise<Issued> {
  const headers = { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
  const answer = await fetch(`${there.url}/oauth2/token`, { method: "POST", headers, body: new URLSearchParams(form) });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Issued;
}

const forItself = (resource: Record<string, string> = { resource: ourApi }) =>
  issued({ grant_type: "client_credentials", scope: "project:read", ...resource });

/** What the application gets once bob has signed in there. */
async function forBob(): Promise<Issued> {
  const browser = clientOf(there.url);
  await browser.visit("/login");
  await browser.signIn("bob");
  const asked = new URLSearchParams({
    client_id: id,
    response_type: "code",
    redirect_uri: callback,
    scope: "openid project:read",
    resource: ourApi,
    code_challenge: sha256(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  let address = new URL(`/oauth2/authorize?${asked}`, there.url);
  for (let step = 0; step < 8 && address.origin === there.url; step += 1) {
    const answer = await browser.visit(address.pathname + address.search);
    const next = answer.headers.get("location") ?? /content="0;url=([^"]+)"/i.exec(await answer.text())?.[1] ?? "";
    address = new URL(next, there.url);
  }
  const code = address.searchParams.get("code") ?? "";
  const grant = { grant_type: "authorization_code", code, redirect_uri: callback, code_verifier: verifier };
  return issued({ ...grant, resource: ourApi });
}

const ask = (path: string, token: string) => send(path, { headers: { Authorization: `Bearer ${token}` } });
const me = async (token: string) => (await ask("/api/auth/me", token)).json();

it("takes an application of another Gatehouse as a program in nobody's name, with the roles that the operator maps", async () => {
  const { access_token } = await forItself();
  expect(await me(access_token)).toMatchObject({ username: null, roles: ["viewer"], permissions: ["project:read"] });
  expect((await ask("/api/projects", access_token)).status).toBe(200);
});

it("RS-07 takes somebody there for nobody here until they have connected, though both have one id, and then for who did", async () => {
  const { access_token } = await forBob();
  const unknown = await me(access_token);
  expect(unknown).toMatchObject({ username: null, roles: ["viewer"] });
  expect(unknown.id).not.toBe(bobThere);
  await pool.query(
    `insert into auth.identities (id, user_id, connection, kind, authority, subject, created_at)
     select gen_random_uuid(), id, 'harbour', 'openid', $1, $2, now() from auth.users where username = 'alice'`,
    [there.url, bobThere],
  );
  expect(await me(access_token)).toMatchObject({ username: "alice", permissions: ["project:read"] });
});

it("JW07 JW08 takes neither what that one issued for itself nor what it says of a sign-in", async () => {
  const tokens = [(await forItself({})).access_token, (await forBob()).id_token ?? ""];
  for (const token of tokens) expect([token !== "", (await ask("/api/auth/me", token)).status]).toEqual([true, 401]);
});

it("goes on taking the tokens of our own authorization server", async () => {
  const { access_token } = await tokensFor(await openedFor("bob"), await newClient());
  expect(await me(access_token)).toMatchObject({ username: "bob", via: "accessToken" });
});

it.each(credentialKinds)("goes on taking what else there is: $name", async ({ get }) => {
  const browser = await openedFor("bob", newBrowser());
  const { headers } = await get({ username: "bob", password: demoPassword, browser, scopes: ["project:read"] });
  expect(await (await send("/api/auth/me", { headers })).json()).toMatchObject({ username: "bob" });
});
