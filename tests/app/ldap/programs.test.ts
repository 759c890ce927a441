import { beforeEach, describe, expect, it } from "vitest";

import { directory, directoryPassword, enter, newBrowser } from "./visit.ts";

const { send } = await import("#tests/support/app.ts");
const { demoPassword } = await import("#app/db/demo-data.ts");
const { pool } = await import("#app/db/client.server.ts");

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where username = 'nina'");
});

const signIn = (identifier: string, password: string) =>
  send("/api/auth/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ identifier, password, client: "Harbour app" }),
  });
const problem = async (answer: Response) => [answer.status, (await answer.json()).code];

describe("a program that signs in with the password of a directory", () => {
  it("LD-12 CB-02 gets tokens for the account that the directory stands for, with the roles of its groups", async () => {
    const answer = await signIn("nina", directoryPassword);
    expect(answer.status).toBe(200);
    const { access_token } = await answer.json();
    const me = await (await send("/api/auth/me", { headers: { Authorization: `Bearer ${access_token}` } })).json();
    expect(me).toMatchObject({ username: "nina", email: "nina@example.com", via: "accessToken" });
    expect(me.roles).toContain("editor");
  });

  it("LD-12 is the same person as in a browser", async () => {
    await enter(newBrowser(), "nina");
    await signIn("nina", directoryPassword);
    const { rows } = await pool.query(
      "select method, client from auth.sessions s join auth.users u on u.id = s.user_id where username = 'nina' order by client nulls first",
    );
    expect(rows).toEqual([
      { method: "ldap", client: null },
      { method: "ldap", client: "Harbour app" },
    ]);
  });

  it("is refused for a wrong one, like anybody", async () => {
    expect(await problem(await signIn("nina", "not her password"))).toEqual([401, "INVALID_CREDENTIALS"]);
    expect(await problem(await signIn("nobody-at-all", "not her password"))).toEqual([401, "INVALID_CREDENTIALS"]);
  });

  it("LD13 is told to come through the browser once, where no account here is connected to it", async () => {
    await enter(newBrowser(), "alice"); // whose address the directory will say is nina's
    directory.faults.add("mail-of-alice");
    expect(await problem(await signIn("nina", directoryPassword))).toEqual([403, "ACCOUNT_UNCONNECTED"]);
  });

  it("LD07 is told to come again while the directory cannot be asked, whoever it is for; and then comes in", async () => {
    directory.faults.add("down");
    for (const name of ["nina", "nobody-at-all"]) {
      const answer = await signIn(name, directoryPassword);
      expect(answer.headers.get("retry-after")).toBe("30");
      expect(await problem(answer)).toEqual([503, "UNAVAILABLE"]);
    }
    expect((await signIn("bob", demoPassword)).status).toBe(200);
    directory.faults.clear();
    expect((await signIn("nina", directoryPassword)).status).toBe(200);
  });
});
