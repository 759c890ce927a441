import { beforeEach, describe, expect, it } from "vitest";

import { binds, directory, directoryPassword, enter, me, newBrowser } from "./visit.ts";
import { travel } from "#tests/support/travel.ts";
import { uuidOf } from "#app/lab/directory/entries.ts";
import { minutes } from "#app/clock.ts";

const { demoPassword, signedIn } = await import("#tests/support/people.ts");
const { pool } = await import("#app/db/client.server.ts");

const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where username in ('nina', 'oscar')");
});

describe("signing in with the password of a directory", () => {
  it("LD-04 LD-08 makes an account the first time, and it is the same one the next time", async () => {
    const [first, second] = [newBrowser(), newBrowser()];
    expect((await enter(first, "nina")).status).toBe(303);
    const nina = await me(first);
    expect(nina).toMatchObject({ username: "nina", email: "nina@example.com", firstName: "Nina" });
    expect(nina.roles).toEqual(expect.arrayContaining(["editor"]));
    await enter(second, "nina");
    expect((await me(second)).id).toBe(nina.id);
    const [identity] = await rows("select authority, subject, connection, kind from auth.identities");
    expect(identity).toEqual({
      authority: "ldap:lab",
      subject: uuidOf("nina"),
      connection: "ldap-lab",
      kind: "ldap",
    });
  });

  it("CB-02 asks nobody about a password that is right here", async () => {
    expect((await enter(newBrowser(), "bob", demoPassword)).status).toBe(303);
    expect(directory.heard).toEqual([]);
  });

  it("LD-03 a wrong password costs one bind of theirs, and is refused like any other", async () => {
    expect((await enter(newBrowser(), "nina", "not the right password")).status).toBe(401);
    expect(binds().filter((dn) => dn.startsWith("uid="))).toEqual(["uid=nina,ou=people,dc=example,dc=com"]);
    expect((await enter(newBrowser(), "nobody", "not the right password")).status).toBe(401);
  });

  it("LD-10 LD12 Z-09 a role that a group gave goes with the group", async () => {
    await enter(newBrowser(), "nina");
    directory.faults.add("nina-left-her-group");
    const nina = newBrowser();
    await enter(nina, "nina");
    expect((await me(nina)).roles).toEqual(["viewer"]);
  });

  it("LD12 a group of the same name elsewhere in the directory gives nothing", async () => {
    directory.faults.add("group-of-the-same-name");
    const nina = newBrowser();
    await enter(nina, "nina");
    expect((await me(nina)).roles).toEqual(["viewer"]);
  });

  it("LD-07 what the directory says of its own people is followed, and of nobody else", async () => {
    await enter(newBrowser(), "nina");
    await enter(newBrowser(), "bob"); // joins the account that has a password of its own
    await pool.query(
      "update auth.users set first_name = 'Before', email = username || '@before.test', canonical_email = username || '@before.test' where username in ('nina', 'bob')",
    );
    await enter(newBrowser(), "nina");
    await enter(newBrowser(), "bob");
    expect(
      await rows(
        "select username, first_name, email from auth.users where username in ('nina', 'bob') order by username",
      ),
    ).toEqual([
      { username: "bob", first_name: "Before", email: "bob@before.test" },
      { username: "nina", first_name: "Nina", email: "nina@example.com" },
    ]);
    await pool.query(
      "update auth.users set email = 'bob@example.com', canonical_email = 'bob@example.com' where username = 'bob'",
    );
  });

  it("LD-09 a disabled account is refused, though the directory accepts the password", async () => {
    await enter(newBrowser(), "nina");
    await pool.query("update auth.users set is_active = false where username = 'nina'");
    expect((await enter(newBrowser(), "nina")).status).toBe(403);
  });

  it("LD-05 closes every connection that it has made", async () => {
    await enter(newBrowser(), "nina");
    await enter(newBrowser(), "nina", "wrong wrong wrong");
    await expect.poll(directory.openConnections).toBe(0);
  });
});

describe("whose account it is", () => {
  it("LD13 the address of somebody who is not known to it joins their account only where the domain is trusted", async () => {
    await pool.query(
      "update auth.users set email = 'oscar@example.org', canonical_email = 'oscar@example.org' where username = 'carol'",
    );
    const oscar = newBrowser();
    const answer = await enter(oscar, "oscar");
    expect(answer.status).toBe(403);
    const page = await answer.text();
    expect(page).toContain("there is already an account with your e-mail address");
    const connect = /href="([^"]*connect[^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(connect).toMatch(/^\/login\?redirectTo=/);
    // Whoever has the account's own password connects it, in this browser.
    const to = new URL(connect, "https://app.example.test").searchParams.get("redirectTo") ?? "";
    await oscar.submit("/login", { identifier: "carol", password: demoPassword, redirectTo: to });
    const asking = await (await oscar.visit(to)).text();
    expect(asking).toContain("Connect Lab directory?");
    const id = new URL(to, "https://app.example.test").searchParams.get("connect") ?? "";
    const connected = await oscar.submit("/settings/sign-in-methods", { intent: "connect", id });
    expect(connected.headers.get("location")).toBe("/settings/sign-in-methods?done=connected");
    const again = newBrowser();
    expect((await enter(again, "oscar")).status).toBe(303);
    expect((await me(again)).username).toBe("carol");
    await pool.query(
      "update auth.users set email = 'carol@example.com', canonical_email = 'carol@example.com' where username = 'carol'",
    );
  });

  it("LD13 nobody comes in by the address of somebody whom the directory knows by another entry", async () => {
    await enter(newBrowser(), "alice");
    directory.faults.add("mail-of-alice");
    const answer = await enter(newBrowser(), "nina");
    expect(answer.status).toBe(403);
    expect(await rows("select 1 from auth.identities where subject = $1", uuidOf("nina"))).toEqual([]);
  });

  it("a name that was given to somebody new is somebody new", async () => {
    const first = newBrowser();
    await enter(first, "nina");
    directory.faults.add("name-given-anew");
    expect((await enter(newBrowser(), "nina")).status).toBe(403); // the address is the first one's
    expect(await rows("select 1 from auth.identities")).toHaveLength(1);
  });

  it.each([
    ["no-mail", "has no e-mail address for you"],
    ["mail-is-not-one", "has no e-mail address for you"],
  ] as const)("LD-06 nobody gets an account with %s, and is told why", async (fault, words) => {
    directory.faults.add(fault);
    const answer = await enter(newBrowser(), "nina");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(words);
  });
});

describe("somebody who is signed in", () => {
  const connect = (browser: ReturnType<typeof newBrowser>, name: string, password = directoryPassword) =>
    browser.submit("/settings/directory/ldap-lab", { name, password });

  it("connects the directory by its name and password there", async () => {
    const bob = await signedIn("bob");
    await bob.visit("/settings/directory/ldap-lab");
    expect((await connect(bob, "bob", "no such password")).status).toBe(401);
    const answer = await connect(bob, "bob");
    expect(answer.headers.get("location")).toBe("/settings/sign-in-methods?done=connected");
    expect(await (await bob.visit("/settings/sign-in-methods")).text()).toContain("Lab directory");
    expect((await bob.visit("/settings/directory/ldap-nowhere")).status).toBe(404);
  });

  it("confirms that it is them with the password of the directory", async () => {
    const nina = newBrowser();
    await enter(nina, "nina");
    travel(minutes(11));
    expect((await nina.visit("/settings/email")).headers.get("location")).toMatch(/^\/confirm/);
    expect(await (await nina.visit("/confirm?redirectTo=/settings/email")).text()).toContain('name="password"');
    expect((await nina.submit("/confirm?redirectTo=/settings/email", { password: "not hers" })).status).toBe(401);
    const answer = await nina.submit("/confirm?redirectTo=/settings/email", { password: directoryPassword });
    expect(answer.headers.get("location")).toBe("/settings/email");
    expect((await nina.visit("/settings/email")).status).toBe(200);
  });

  it("confirms nothing once their name there is somebody else's", async () => {
    const nina = newBrowser();
    await enter(nina, "nina");
    travel(minutes(11));
    await nina.visit("/confirm?redirectTo=/settings/email");
    directory.faults.add("name-given-anew");
    expect((await nina.submit("/confirm?redirectTo=/settings/email", { password: directoryPassword })).status).toBe(
      401,
    );
  });
});
