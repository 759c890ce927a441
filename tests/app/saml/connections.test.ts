import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { answerOf, finishOf, leave, newBrowser, post, provider, through } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";

const { openedFor } = await import("#tests/app/opened.ts");
const { actorOf } = await import("#tests/support/actors.ts");
const { addConnection } = await import("#app/auth/connection-changes.server.ts");
const { findByUsername } = await import("#app/auth/users.server.ts");
const { pool } = await import("#app/db/client.server.ts");

const NEW = "/admin/connections/new-saml";
const metadata = await (await fetch(provider.entityId)).text();
const another = metadata.replaceAll(provider.entityId, "https://another.example.test/metadata");

let alice: Browser;
let root: Browser;
beforeAll(async () => {
  [alice, root] = [await openedFor("alice"), await openedFor("root")];
  for (const browser of [alice, root]) await browser.visit("/admin/connections");
});
beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.connections, auth.connection_results");
  await pool.query("delete from auth.identities");
});

const typed = { name: "acme", label: "Acme", metadata, metadataUrl: "" };
const add = (browser: Browser, more: Partial<typeof typed> = {}) => browser.submit(NEW, { ...typed, ...more });

/** Adds it, and gives its page. */
async function added(more: Partial<typeof typed> = {}): Promise<string> {
  const location = (await add(alice, more)).headers.get("location") ?? "";
  expect(location).toMatch(/^\/admin\/connections\/[\w-]+\?done=added$/);
  return location.split("?")[0] ?? "";
}

const trust = (page: string) =>
  root.submit(page, { intent: "change", label: "Acme", trustedDomains: "example.com", createsUsers: "on" });

describe("an identity provider that an administrator adds", () => {
  it("SA-10 lets people in by its metadata alone, once a superuser trusts it about their addresses", async () => {
    const page = await added();
    const shown = await (await alice.visit(page)).text();
    for (const address of ["/auth/saml/acme/metadata", "/auth/saml/acme/callback"]) expect(shown).toContain(address);
    expect(await (await newBrowser().visit("/login")).text()).toContain("/auth/saml/acme/login");
    expect((await through(newBrowser(), "nina", "/auth/saml/acme/login")).status).toBe(403);
    expect((await trust(page)).status).toBe(303);
    const browser = newBrowser();
    expect((await through(browser, "nina", "/auth/saml/acme/login")).status).toBe(303);
    expect(await (await browser.visit("/api/auth/me")).json()).toMatchObject({ email: "nina@example.com" });
  });

  it("SA-10 is checked when it is saved, and says until when its certificates were meant to be used", async () => {
    const page = await added();
    const checked = await (await alice.submit(page, { intent: "check" })).text();
    expect(checked).toContain("Certificates end");
    expect(await (await alice.visit(`${page}/saml`)).text()).toContain(provider.entityId);
  });

  it.each([
    ["nothing at all", { metadata: "" }, "Give the address of the metadata, or the metadata itself."],
    ["both an address and a file", { metadataUrl: provider.entityId }, "not both"],
    ["a page", { metadata: "<html/>" }, "This is not the metadata of one provider."],
    ["a document type", { metadata: `<!DOCTYPE x>${metadata}` }, "The metadata is no plain XML."],
    [
      "no certificate",
      { metadata: metadata.replaceAll(/<\w*:?KeyDescriptor[^]*KeyDescriptor>/g, "") },
      "names no certificate",
    ],
    [
      "an address in our own network",
      { metadata: "", metadataUrl: "http://127.0.0.1:9/x" },
      "This metadata cannot be used.",
    ],
    ["a name that cannot stand in an address", { name: "../x" }, "Write a small letter"],
  ])("is not saved with %s, and what was typed stays", async (_, wrong, sentence) => {
    const answer = await add(alice, wrong);
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain(sentence);
    expect(page).toContain('value="Acme"');
    expect((await pool.query("select 1 from auth.connections")).rowCount).toBe(0);
  });

  it("may not take the name of one that the environment names, or of another", async () => {
    expect((await add(alice, { name: "lab" })).status).toBe(409);
    await added();
    expect((await add(alice)).status).toBe(409);
  });

  it("AZ08 lends its name to no connection of another kind, whose word would count for as much", async () => {
    const actor = await actorOf((await findByUsername("alice"))?.id ?? "");
    const mine = { kind: "harbour", label: "Mine", settings: {}, secret: "a secret" } as const;
    for (const name of ["saml-lab", "saml-closed"])
      expect(await addConnection(actor, { ...mine, name })).toEqual({ ok: false, reason: "name-taken" });
  });

  it("is changed by superusers only: whoever chooses the certificate decides who comes in", async () => {
    const page = `${await added()}/saml`;
    for (const intent of ["metadata", "switches"])
      expect((await alice.submit(page, { intent, metadata, metadataUrl: "" })).status).toBe(403);
    expect((await root.submit(page, { intent: "metadata", metadata, metadataUrl: "" })).status).toBe(303);
    const other = await root.submit(page, { intent: "metadata", metadata: another, metadataUrl: "" });
    expect([other.status, (await other.text()).includes("the metadata of another provider")]).toEqual([400, true]);
  });

  it("takes a ticket with it when it is removed: the next one of its name may be trusted with more", async () => {
    const page = await added();
    const browser = newBrowser();
    const finish = await finishOf(post(await answerOf(await leave(browser, "/auth/saml/acme/login"), "nina")));
    expect((await alice.submit(page, { intent: "remove" })).status).toBe(303);
    expect((await trust(await added())).status).toBe(303);
    const answer = await browser.visit(finish);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("SAML_REQUEST")]);
  });

  it("knows nobody of another connection to the same provider: its metadata may be anybody's forgery", async () => {
    const page = await added();
    await trust(page);
    const [byLab, byAcme] = [newBrowser(), newBrowser()];
    await through(byLab, "nina");
    await through(byAcme, "nina", "/auth/saml/acme/login");
    const { rows } = await pool.query("select count(distinct authority)::int as n from auth.identities");
    expect(rows).toEqual([{ n: 2 }]);
  });
});

describe("who has an account", () => {
  const PAGE = "/settings/sign-in-methods";

  async function connect(erin: Browser): Promise<void> {
    await erin.visit(PAGE);
    const back = await through(erin, "erin", `/auth/saml/lab/login?purpose=connect&redirectTo=${PAGE}`);
    const address = back.headers.get("location") ?? "";
    expect(address).toContain(`${PAGE}?connect=`);
    expect((await pool.query("select 1 from auth.identities")).rowCount).toBe(0);
    await erin.visit(address);
    const id = new URLSearchParams(address.split("?")[1]).get("connect") ?? "";
    expect((await erin.submit(PAGE, { intent: "connect", id })).headers.get("location")).toBe(`${PAGE}?done=connected`);
  }

  it("connects an identity provider in the settings, by saying so in a form of ours", async () => {
    await connect(await openedFor("erin"));
  });
});
