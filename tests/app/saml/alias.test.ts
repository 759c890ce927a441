import { beforeEach, describe, expect, it } from "vitest";

import { asking, provider } from "./lab-provider.ts";

// One connection, and its provider was told the address without a name: so people begin there.
for (const name of Object.keys(process.env)) if (/^SAML_(CLOSED|PORTAL|GONE)_/.test(name)) delete process.env[name];
process.env.SAML_LAB_IDP_INITIATED = "true";
const { finishOf, newBrowser, post, unasked } = await import("./through.ts");
const { openedFor } = await import("#tests/app/opened.ts");
const { pool } = await import("#app/db/client.server.ts");

const ALIAS = "https://app.example.test/auth/saml/callback";
const askTheApp = asking.app;
asking.app = async (path) => {
  const answer = await askTheApp(path);
  return new Response((await answer.text()).replace("/auth/saml/lab/callback", "/auth/saml/callback"), answer);
};
const answered = async () => ({ ...(await unasked("bob", "lab")), address: ALIAS });

beforeEach(() => pool.query("truncate auth.counters, auth.connections"));

describe("SA-02 /auth/saml/callback", () => {
  it("is where the only connection's provider may post, and leads on to its own page", async () => {
    const browser = newBrowser();
    const finish = await finishOf(post(await answered()));
    expect(finish).toMatch(/^\/auth\/saml\/lab\/finish\?ticket=/);
    expect((await browser.visit(finish)).status).toBe(303);
    expect((await browser.visit("/api/auth/me")).status).toBe(200);
  });

  it("SA16 takes what was sent to it, which the address with the name does not", async () => {
    const toTheAlias = await answered();
    const toTheName = { ...toTheAlias, address: ALIAS.replace("/saml/", "/saml/lab/") };
    const answer = await post(toTheName);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("SAML_DESTINATION")]);
    expect((await post(toTheAlias)).status).toBe(303);
  });

  it("stands for nobody once there are two", async () => {
    const alice = await openedFor("alice");
    await alice.visit("/admin/connections");
    const metadata = await (await fetch(provider.entityId)).text();
    const another = { name: "acme", label: "Acme", metadata, metadataUrl: "" };
    expect((await alice.submit("/admin/connections/new-saml", another)).status).toBe(303);
    expect((await post(await answered())).status).toBe(404);
  });
});
