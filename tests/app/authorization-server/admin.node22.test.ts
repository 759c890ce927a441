import { beforeAll, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { pool } from "#app/db/client.server.ts";
import { helperWith } from "../administrators.ts";
import { openedFor } from "../opened.ts";
import { callback, post, tokensFor } from "./clients.ts";

let alice: Browser;
beforeAll(async () => {
  alice = await signedIn("alice");
  await alice.visit("/admin/clients");
});

const form = {
  intent: "register",
  name: "Pier Planner",
  grants: "browser",
  keepsSecret: "on",
  redirectUris: callback,
  scopes: "openid",
};

async function register(more: Record<string, string> = {}, by = alice) {
  const answer = await by.submit("/admin/clients/new", { ...form, ...more });
  const page = await answer.text();
  const id = /select-all">([0-9a-f-]{36})</.exec(page)?.[1] ?? "";
  const secret = /value="([\w-]{43})"/.exec(page)?.[1] ?? null;
  return { status: answer.status, page, id, secret };
}

const itself = (id: string, secret: string | null) =>
  post({ id, secret }, "/oauth2/token", { grant_type: "client_credentials" });

describe("/admin/clients", () => {
  it("AS01 registers an application, whose secret is shown once and kept as its hash", async () => {
    const { status, id, secret } = await register();
    expect([status, secret]).toEqual([201, expect.any(String)]);
    for (const page of ["/admin/clients", `/admin/clients/${id}`]) {
      const text = await (await alice.visit(page)).text();
      expect(text).toContain("Pier Planner");
      expect(text).not.toContain(secret);
    }
    const { rows } = await pool.query("select c::text from auth.clients c where id = $1", [id]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const tokens = await tokensFor(await signedIn("bob"), { id, secret }, { scope: "openid" });
    expect(tokens.id_token).toEqual(expect.any(String));
  });

  it.each([
    ["no name", { name: "" }, "Give it a name"],
    ["an address without https", { redirectUris: "http://harbour.example.test/" }, "Full addresses with https"],
    ["nothing that it may ask for", { scopes: "everything" }, "at least one thing"],
    ["an account of staff", { account: "alice" }, "no such account"],
  ])("keeps nothing with %s, and says what is wrong", async (_, more, words) => {
    const { rows: before } = await pool.query("select count(*) from auth.clients");
    const { status, page } = await register(more);
    expect([status, page]).toEqual([400, expect.stringContaining(words)]);
    expect((await pool.query("select count(*) from auth.clients")).rows).toEqual(before);
  });

  it("AS27 an application that asks for itself acts in the name of its account, within its scopes", async () => {
    const { id, secret } = await register({
      grants: "itself",
      redirectUris: "",
      scopes: "project:read",
      account: "carol",
    });
    const { access_token } = await (await itself(id, secret)).json();
    const headers = { Authorization: `Bearer ${access_token}` };
    const me = await (await send("/api/auth/me", { headers })).json();
    expect(me).toMatchObject({ username: "carol", via: "accessToken" });
    const body = JSON.stringify({ isActive: false });
    const change = { method: "PATCH", body, headers: { ...headers, "Content-Type": "application/json" } };
    expect((await send(`/api/admin/users/${me.id}`, change)).status).toBe(403);
  });

  it("keeps an application out at once, and lets it in again", async () => {
    const { id, secret } = await register({ grants: "itself", redirectUris: "" });
    expect((await itself(id, secret)).status).toBe(200);
    await alice.submit(`/admin/clients/${id}`, { intent: "switch-off" });
    expect((await itself(id, secret)).status).toBe(401);
    await alice.submit(`/admin/clients/${id}`, { intent: "switch-on" });
    expect((await itself(id, secret)).status).toBe(200);
  });

  it("gives another secret, and the old one opens nothing", async () => {
    const { id, secret } = await register({ grants: "itself", redirectUris: "" });
    const answer = await alice.submit(`/admin/clients/${id}`, { intent: "renew-secret" });
    const next = /value="([\w-]{43})"/.exec(await answer.text())?.[1] ?? null;
    expect([(await itself(id, secret)).status, (await itself(id, next)).status]).toEqual([401, 200]);
  });

  it("changes and removes an application", async () => {
    const { id } = await register();
    const changed = await alice.submit(`/admin/clients/${id}`, { ...form, intent: "change", name: "Quay Planner" });
    expect(changed.headers.get("location")).toBe(`/admin/clients/${id}?done=changed`);
    expect(await (await alice.visit(`/admin/clients/${id}`)).text()).toContain("Quay Planner");
    await alice.submit(`/admin/clients/${id}`, { intent: "remove" });
    expect((await alice.visit(`/admin/clients/${id}`)).status).toBe(404);
  });

  it("AS27 gives nobody who sets an application up more than they have themselves", async () => {
    const quinn = await helperWith("quinn", ["admin:connections", "project:read"]);
    await quinn.visit("/admin/clients");
    const own = { grants: "itself", redirectUris: "", account: "carol" };
    const beyond = await register({ ...own, scopes: "project:delete" }, quinn);
    expect([beyond.status, beyond.page]).toEqual([400, expect.stringContaining("what you may not do yourself")]);
    expect((await register({ ...own, scopes: "project:read" }, quinn)).status).toBe(201);
    expect((await register({ scopes: "project:delete" }, quinn)).status).toBe(201); // people are asked, and it is theirs

    const unasked = await register({ isFirstParty: "on" }, quinn);
    expect([unasked.status, unasked.page]).toEqual([400, expect.stringContaining("only a superuser can decide")]);
  });

  it("lets nobody take over an application that reaches further than they do; they can only end it", async () => {
    const root = await openedFor("root");
    await root.visit("/admin/clients");
    const quentin = await helperWith("quentin", ["admin:connections"]);
    await quentin.visit("/admin/clients");
    const powerful: Record<string, string>[] = [
      { isFirstParty: "on" },
      { grants: "itself", redirectUris: "", scopes: "project:delete" },
    ];
    for (const more of powerful) {
      const { id, secret } = await register(more, root);
      const turn = async (intent: string, fields = {}) =>
        (await quentin.submit(`/admin/clients/${id}`, { ...form, ...fields, intent })).status;
      expect(await turn("renew-secret")).toBe(403);
      expect(await turn("change", { redirectUris: "https://evil.example.test/callback" })).toBe(403);
      expect(await turn("switch-off")).toBe(303);
      expect(await turn("switch-on")).toBe(403);
      expect((await itself(id, secret)).status).toBe(401);
      expect(await turn("remove")).toBe(303);
    }
  });

  it("is for administrators of connections alone", async () => {
    const bob = await signedIn("bob");
    expect((await bob.visit("/admin/clients")).status).toBe(403);
    expect((await bob.submit("/admin/clients/new", form)).status).toBe(403);
  });
});
