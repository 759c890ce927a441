import { beforeEach, describe, expect, it } from "vitest";

import { binds, directory, enter, me, newBrowser } from "./visit.ts";

const { pool } = await import("#app/db/client.server.ts");

const ofPeople = () => binds().filter((dn) => dn.startsWith("uid="));

beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where username = 'nina'");
});

it("LD-02 LD01 a form without a password, or without a name, never reaches the directory", async () => {
  directory.faults.add("password-trap");
  for (const form of [{ identifier: "nina" }, { password: "anything" }, { identifier: "", password: "anything" }])
    expect([400, 401]).toContain((await newBrowser().submit("/login", form as Record<string, string>)).status);
  expect(directory.heard).toEqual([]);
});

describe("LD16 a wrong password", () => {
  it("costs one bind of theirs, wherever in the app it is typed", async () => {
    await enter(newBrowser(), "nina", "wrong");
    expect(ofPeople()).toHaveLength(1);
    const nina = newBrowser();
    await enter(nina, "nina");
    for (const page of ["/settings/directory/ldap-lab", "/confirm?redirectTo=/settings/email"]) {
      await nina.visit(page);
      directory.heard.length = 0;
      expect((await nina.submit(page, { name: "nina", password: "wrong" })).status).toBe(401);
      expect(ofPeople()).toHaveLength(1);
    }
  });
});

it("LD-10 LD12 a group that nothing is mapped to gives nothing, and none makes a superuser", async () => {
  directory.faults.add("in-group-admins");
  const nina = newBrowser();
  await enter(nina, "nina");
  const { id, roles } = await me(nina);
  expect(roles).toEqual(["viewer"]);
  const { rows } = await pool.query("select is_superuser from auth.users where id = $1", [id]);
  expect(rows).toEqual([{ is_superuser: false }]);
});
