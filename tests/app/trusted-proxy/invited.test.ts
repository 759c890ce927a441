import { beforeEach, describe, expect, it } from "vitest";

process.env.PROXY_AUTH_CREATE_USERS = "false";
const { by, comeIn, me, newBrowser } = await import("./proxied.ts");
const { actorOf } = await import("#tests/support/actors.ts");
const { invite } = await import("#app/auth/invitations.server.ts");
const { findByUsername } = await import("#app/auth/users.server.ts");
const { pool } = await import("#app/db/client.server.ts");

const waiting = async () => (await pool.query("select email from auth.invitations")).rows;

/** Invites somebody as an editor, by alice. */
async function invited(email: string): Promise<void> {
  const alice = await actorOf((await findByUsername("alice"))?.id ?? "");
  const [editor] = (await pool.query("select id from auth.roles where name = 'editor'")).rows;
  expect(await invite(alice, { email, roleIds: [editor.id] })).toEqual({ ok: true });
}

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.invitations");
  await pool.query("delete from auth.users where email like 'nora%'");
});

describe("CB-06 somebody who is invited, where the proxy makes no accounts", () => {
  it("comes in through it, in any spelling of their address, with the roles that were promised, once", async () => {
    await invited("nora@example.com");
    const browser = newBrowser();
    expect((await comeIn(browser, by("NORA@Example.com"))).status).toBe(303);
    const nora = { username: "nora", email: "nora@example.com", roles: expect.arrayContaining(["editor"]) };
    expect(await me(browser)).toMatchObject(nora);
    expect(await waiting()).toEqual([]);
    const again = newBrowser();
    await comeIn(again, by("nora"));
    expect((await me(again))?.id).toBe((await me(browser))?.id);
  });

  it.each([
    ["somebody else's address", "nina@example.com", "PROXY_NOT_PROVISIONED"],
    ["an address that is nearly theirs", "nora+x@example.com", "PROXY_NOT_PROVISIONED"],
    ["the address without its domain", "nora", "PROXY_EMAIL_MISSING"],
    ["the address in a domain below", "nora@sub.example.com", "PROXY_EMAIL_UNTRUSTED"],
  ])("does not by %s, and the invitation waits", async (_, name, code) => {
    await invited("nora@example.com");
    const browser = newBrowser();
    const answer = await comeIn(browser, { ...by(""), "X-Forwarded-User": name });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(code)]);
    expect(await me(browser)).toBeNull();
    expect(await waiting()).toEqual([{ email: "nora@example.com" }]);
  });

  it("does not where the proxy is not trusted about their domain: its word is not the mail that they got", async () => {
    await invited("nora@example.org");
    const answer = await comeIn(newBrowser(), by("nora@example.org"));
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("PROXY_EMAIL_UNTRUSTED")]);
    expect(await waiting()).toEqual([{ email: "nora@example.org" }]);
  });
});
