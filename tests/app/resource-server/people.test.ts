import { beforeEach, describe, expect, it } from "vitest";

import { ask, badToken, connect, main, me, partner, pool, refusalOf, sendJson, statementsDuring } from "./issuers.ts";

const everything = "project:read project:create project:update project:delete admin:users";

beforeEach(async () => {
  await pool.query("delete from auth.identities");
  await connect("bob", main, "b-17");
});

describe("somebody who has connected the subject of a token", () => {
  it("RS-07 is that person, with the rights that they have here", async () => {
    const token = main.token({ sub: "b-17", scope: everything, roles: ["admin"], is_superuser: true });
    expect(await me(token)).toMatchObject({
      username: "bob",
      via: "accessToken",
      roles: ["editor", "viewer"],
      isStaff: false,
    });
    expect((await ask("/api/projects", token)).status).toBe(200);
    expect((await sendJson("POST", "/api/projects", token, { name: "Mole" })).status).toBe(201);
    expect((await ask("/api/admin/users", token)).status).toBe(403); // an admin there, and not here
  });

  it("RS-05 JW16 does at most what the token names: `permissions`, else `scope`", async () => {
    for (const claims of [
      { scope: "openid project:read" },
      { permissions: ["project:read"], scope: "project:create" },
    ]) {
      const token = main.token({ sub: "b-17", ...claims });
      expect((await ask("/api/projects", token)).status).toBe(200);
      const refused = await sendJson("POST", "/api/projects", token, { name: "Mole" });
      expect([refused.status, refused.headers.get("WWW-Authenticate")]).toEqual([
        403,
        'Bearer error="insufficient_scope", scope="project:create"',
      ]);
    }
  });

  it("does nothing by a token that names nothing of ours: who was asked for their profile has not given away their projects", async () => {
    for (const claims of [{}, { scope: "openid profile" }, { permissions: [] }, { permissions: "project:read" }]) {
      const token = main.token({ sub: "b-17", ...claims });
      expect(await (await ask("/api/projects", token)).json()).toMatchObject({ items: [] });
      expect((await sendJson("POST", "/api/projects", token, { name: "Mole" })).status).toBe(403);
    }
  });

  it("JW09 is nobody while they are disabled, from the next request on, and no program either", async () => {
    const token = main.token({ sub: "b-17", scope: everything });
    expect(await me(token)).toMatchObject({ username: "bob" });
    await pool.query("update auth.users set is_active = false where username = 'bob'");
    expect(await refusalOf(await ask("/api/auth/me", token))).toEqual(badToken);
    await pool.query("update auth.users set is_active = true where username = 'bob'");
    expect(await me(token)).toMatchObject({ username: "bob" });
  });

  it("loses at once what they lose here, and is nobody's once it is disconnected", async () => {
    const token = main.token({ sub: "b-17", scope: everything });
    await pool.query("delete from auth.identities");
    expect(await me(token)).toMatchObject({ username: null, roles: [] });
  });

  it("costs one statement", async () => {
    const token = main.token({ sub: "b-17", scope: everything });
    await me(token);
    expect(await statementsDuring(() => me(token))).toHaveLength(1);
  });

  it("shows no fresh proof by a token, and opens no page by it", async () => {
    await connect("root", main, "r-1");
    const token = main.token({ sub: "r-1", scope: everything });
    const { rows } = await pool.query("select id from auth.users where username = 'carol'");
    expect((await sendJson("PATCH", `/api/admin/users/${rows[0].id}`, token, { isActive: false })).status).toBe(403);
    expect((await ask("/dashboard", token, { Accept: "text/html" })).status).toBe(303);
  });
});

describe("RS-07 a subject that looks like somebody here", () => {
  it("is not them: not by their id, their user name or their address, at any issuer", async () => {
    const { rows } = await pool.query("select id, email from auth.users where username = 'alice'");
    for (const sub of [rows[0].id, rows[0].email, "alice", "root"])
      for (const issuer of [main, partner]) {
        const found = await me(issuer.token({ sub, email: rows[0].email, email_verified: true, scope: everything }));
        expect(found).toMatchObject({ username: null, email: null, isStaff: false, isSuperuser: false, roles: [] });
        expect(found.id).not.toBe(rows[0].id);
      }
  });

  it("is not them where they are connected at another issuer, or by another way at this one", async () => {
    expect(await me(partner.token({ sub: "b-17", scope: everything }))).toMatchObject({ username: null });
    await connect("alice", main, "alice@example.com", "saml");
    expect(await me(main.token({ sub: "alice@example.com" }))).toMatchObject({ username: null });
  });

  it("is not them where it is the name of a program", async () => {
    const token = main.token({ sub: "b-17", client_id: "b-17", scope: everything });
    expect(await me(token)).toMatchObject({ username: null });
    expect(await me(main.token({ sub: "b-17", client_id: undefined, azp: "b-17" }))).toMatchObject({ username: null });
  });
});
