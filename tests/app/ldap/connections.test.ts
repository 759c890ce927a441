import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { directory } from "./lab-directory.ts";
import { service } from "#app/lab/directory/entries.ts";
import type { Browser } from "#tests/support/browser.ts";

process.env.CONNECTIONS_IN_OWN_NETWORKS = "true";
const { directoryPassword, enter, me, newBrowser } = await import("./visit.ts");
const { signedIn } = await import("#tests/support/people.ts");
const { pool } = await import("#app/db/client.server.ts");

const form = {
  name: "staff",
  label: "Staff",
  url: directory.url,
  baseDn: "dc=example,dc=com",
  bindDn: service.dn,
  secret: service.password,
  userAttribute: "uid",
  filter: "(objectClass=inetOrgPerson)",
  groups: "nested",
  groupBaseDn: "ou=groups,dc=example,dc=com",
};
let root: Browser;
const add = (more: Partial<typeof form> = {}) => root.submit("/admin/connections/new-ldap", { ...form, ...more });

beforeAll(async () => {
  root = await signedIn("root");
  await root.visit("/admin/connections/new-ldap");
});
beforeEach(() => pool.query("truncate auth.counters, auth.lockouts, auth.connections"));

describe("a directory that an administrator adds", () => {
  it("is asked first, kept with its password sealed, and shows what it says of itself", async () => {
    const answer = await add();
    expect(answer.status).toBe(303);
    const page = answer.headers.get("location")?.replace(/\?.*/, "") ?? "";
    const [row] = (await pool.query("select * from auth.connections")).rows;
    expect(row).toMatchObject({ name: "ldap-staff", kind: "ldap", creates_users: false });
    expect(JSON.stringify(row)).not.toContain(service.password);
    await root.visit(page);
    const checked = await (await root.submit(page, { intent: "check" })).text();
    expect(checked).toContain("People found, five at most");
    expect(checked).not.toContain(service.password);
  });

  it("is none that an administrator adds who is no superuser: it would be shown the passwords that others type", async () => {
    const alice = await signedIn("alice");
    expect(await (await alice.visit("/admin/connections/new-ldap")).text()).not.toContain('name="bindDn"');
    const answer = await alice.submit("/admin/connections/new-ldap", form);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Only a superuser can add a directory");
    expect(directory.heard).toEqual([]);
    expect((await pool.query("select 1 from auth.connections")).rows).toEqual([]);
  });

  it.each([
    ["name", { name: "Staff Members" }],
    ["name-taken", { name: "lab" }],
    ["url", { url: "ldap://directory.example.com" }],
    ["url", { url: "http://127.0.0.1" }],
    ["baseDn", { baseDn: "example.com" }],
    ["bindDn", { bindDn: "" }],
    ["secret", { secret: "" }],
    ["filter", { filter: "(uid=*" }],
    ["userAttribute", { userAttribute: "uid=*" }],
  ] as const)("is refused for its %s (%j), and nothing is kept", async (reason, more) => {
    const answer = await add(more);
    expect(answer.status).toBe(reason === "name-taken" ? 409 : 400);
    expect((await pool.query("select 1 from auth.connections")).rows).toEqual([]);
  });

  it.each([
    ["service-refused", "does not accept our account"],
    ["wants-tls", "only answers over a protected connection"],
    ["no-uuid", "what names a person for ever"],
    ["down", "cannot be reached, or answers with a fault"],
  ] as const)("is refused while it has the fault %s, and says what to mend", async (fault, words) => {
    directory.faults.add(fault);
    const answer = await add();
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain(words);
    expect(page).not.toContain(service.password);
  });

  it("lets nobody in by its word alone, gives nested groups what the map says, and is not the lab's of the same people", async () => {
    await pool.query("delete from auth.identities");
    const added = await add();
    const page = added.headers.get("location")?.replace(/\?.*/, "") ?? "";
    await root.visit(page);
    const map = "cn=Everybody, ou=groups, dc=example, dc=com = editor";
    const changed = await root.submit(page, { intent: "change", label: "Staff", trustedDomains: "", groupMap: map });
    expect(changed.status).toBe(303);
    const carol = await signedIn("carol");
    await carol.visit("/settings/directory/ldap-staff");
    await carol.submit("/settings/directory/ldap-staff", { name: "carol", password: directoryPassword });
    expect((await me(carol)).roles).toContain("editor");
    const [identity] = (await pool.query("select authority from auth.identities")).rows;
    expect(identity.authority).toMatch(/^ldap:[0-9a-f-]{36}$/);
    // The lab's directory comes first, and knows nobody here by that identity.
    directory.faults.add("no-mail");
    expect((await enter(newBrowser(), "carol")).status).toBe(403);
  });

  it("Z-09 takes with it, when it is removed, who came in by it and what its groups gave, and leaves another one's", async () => {
    await pool.query("delete from auth.identities");
    await pool.query(
      "delete from auth.memberships where user_id = (select id from auth.users where username = 'carol') and role_id = (select id from auth.roles where name = 'editor')",
    );
    const page = (await add()).headers.get("location")?.replace(/\?.*/, "") ?? "";
    await add({ name: "others" });
    await root.visit(page);
    await root.submit(page, { intent: "change", label: "Staff", trustedDomains: "", groupMap: "everybody=editor" });
    const [carol, bob] = [await signedIn("carol"), await signedIn("bob")];
    for (const [browser, name, at] of [
      [carol, "carol", "ldap-staff"],
      [bob, "bob", "ldap-others"],
    ] as const) {
      await browser.visit(`/settings/directory/${at}`);
      await browser.submit(`/settings/directory/${at}`, { name, password: directoryPassword });
    }
    directory.faults.add("no-mail"); // the lab's directory, which comes first, lets nobody in
    const [identity] = (await pool.query("select id from auth.identities where connection = 'ldap-staff'")).rows;
    await pool.query(
      "update auth.sessions set identity_id = $1 where user_id = (select id from auth.users where username = 'carol')",
      [identity.id],
    );
    expect((await me(carol)).roles).toContain("editor");
    expect(await (await root.visit(page)).text()).toContain("1 person");
    expect((await root.submit(page, { intent: "remove" })).status).toBe(303);
    expect((await carol.visit("/api/auth/me")).status).toBe(401);
    expect((await pool.query("select connection from auth.identities")).rows).toEqual([{ connection: "ldap-others" }]);
    expect((await me(await signedIn("carol"))).roles).not.toContain("editor");
  });
});
