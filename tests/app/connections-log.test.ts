import { afterAll, expect, it, vi } from "vitest";

vi.hoisted(() => Object.assign(process.env, { LOG_LEVEL: "trace", CONNECTIONS_IN_OWN_NETWORKS: "true" }));

import { origin } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { pool } from "#app/db/client.server.ts";
import { labClient } from "#app/lab/openid/clients.ts";
import { startOpenIdProvider } from "#app/lab/openid/provider.ts";
import { logDuring } from "./log-lines.ts";
import { openedFor } from "./opened.ts";

const client = { ...labClient, redirectUris: [`${origin}/auth/acme/callback`] };
const provider = await startOpenIdProvider({ clients: [client] });
afterAll(provider.close);

const SECRETS = ["the-first-secret-of-acme", "the-second-secret-of-acme", client.secret];

it("CK04 a connection's secret stands in no line of the log: added, refused, changed, tried, used, or unreadable", async () => {
  const alice = await openedFor("alice");
  const written = await logDuring(async () => {
    await alice.visit("/admin/connections/new");
    const form = { name: "acme", label: "Acme", issuer: provider.issuer, clientId: client.id, scopes: "" };
    await alice.submit("/admin/connections/new", {
      ...form,
      clientSecret: SECRETS[0] ?? "",
      issuer: "http://127.0.0.1:9",
    });
    const added = await alice.submit("/admin/connections/new", { ...form, clientSecret: SECRETS[0] ?? "" });
    const [page = ""] = (added.headers.get("Location") ?? "").split("?");
    for (const secret of SECRETS.slice(1)) {
      expect((await alice.submit(page, { intent: "secret", secret })).status).toBe(303);
      await alice.submit(page, { intent: "check" });
      const browser = newBrowser();
      const left = await browser.visit("/auth/acme/login");
      const back = await chooseAt(left.headers.get("Location") ?? "", "nina");
      await browser.visit(`${back.pathname}${back.search}`);
    }
    await pool.query("update auth.connections set sealed = '9' || substr(sealed, 2)");
    await newBrowser().visit("/login");
  });
  expect(written.join("\n")).toContain("a connection's secret cannot be read");
  for (const secret of SECRETS) expect(written.filter((line) => line.includes(secret))).toEqual([]);
});
