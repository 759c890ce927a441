import { beforeAll, expect, it } from "vitest";

import { type Browser } from "#tests/support/browser.ts";
import { pool } from "#app/db/client.server.ts";
import { issuerThat } from "./issuers.ts";
import { openedFor } from "./opened.ts";

let alice: Browser;
beforeAll(async () => {
  alice = await openedFor("alice");
  await alice.visit("/admin/connections/new");
});

const form = { name: "acme", label: "Acme", clientId: "us", clientSecret: "a secret", scopes: "" };
const add = (issuer: string) => alice.submit("/admin/connections/new", { ...form, issuer });

it.each([
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f000001/",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://10.0.0.1/realms/staff",
  "https://192.168.1.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://0.0.0.0/",
  "https://localhost/",
  "http://127.0.0.1/",
])("OC14 an administrator cannot make this server call %s", async (issuer) => {
  const answer = await add(issuer);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("CONNECTIONS_IN_OWN_NETWORKS")]);
});

it("OC14 a server on this machine hears nothing of it, by whatever name", async () => {
  let heard = 0;
  const issuer = await issuerThat(() => (_, response) => {
    heard += 1;
    response.end();
  });
  for (const address of [issuer, issuer.replace("127.0.0.1", "localhost"), issuer.replace("http:", "https:")])
    expect(await (await add(address)).text()).toContain("CONNECTIONS_IN_OWN_NETWORKS");
  expect(heard).toBe(0);
});

it("OC14 what was added while it was allowed is not called any more either", async () => {
  let heard = 0;
  const issuer = await issuerThat(() => (_, response) => {
    heard += 1;
    response.end();
  });
  const { seal } = await sealer();
  await pool.query(
    `insert into auth.connections (id, name, kind, label, settings, sealed, created_at)
     values (gen_random_uuid(), 'inside', 'openid', 'Inside', $1, $2, now())`,
    [JSON.stringify({ issuer, clientId: "us", scopes: "" }), seal("a secret")],
  );
  expect((await alice.visit("/auth/inside/login")).status).toBe(503);
  expect(heard).toBe(0);
});

async function sealer() {
  const { makeSealer } = await import("#app/sealing.server.ts");
  const { dataKeys } = await import("#app/keys.server.ts");
  return makeSealer(dataKeys, "connection");
}
