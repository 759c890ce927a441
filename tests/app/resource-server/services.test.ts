import { describe, expect, it } from "vitest";

import { ask, main, me, partner, pool, sendJson } from "./issuers.ts";

const { demoProjects } = await import("#app/db/demo-data.ts");
const [lighthouse, harbour] = demoProjects;

const all = "project:read project:create project:update project:archive project:delete admin:users admin:why";
const service = (claims: object = {}) => main.token({ sub: "deploy", client_id: "deploy", scope: all, ...claims });
const names = async (answer: Response) =>
  ((await answer.json()) as { items: { name: string }[] }).items.map(({ name }) => name);

describe("a program in nobody's name", () => {
  it("RS-05 has the roles that the operator maps, by `roles`, else by `realm_access.roles`, and no others", async () => {
    const rolesBy = async (claims: object) => (await me(service(claims))).roles;
    expect(await rolesBy({ roles: ["reporting"] })).toEqual(["viewer"]);
    expect(await rolesBy({ realm_access: { roles: ["reporting"] } })).toEqual(["viewer"]);
    expect(await rolesBy({ roles: ["staff:writer"], realm_access: { roles: ["reporting"] } })).toEqual([
      "editor",
      "viewer",
    ]);
    for (const roles of [["admin", "viewer", "editor", "*"], "reporting", [["reporting"]], { reporting: true }, null])
      expect(await rolesBy({ roles, realm_access: { roles: ["reporting"] } })).toEqual([]);
    for (const realm of ["reporting", null, ["reporting"], { roles: "reporting" }])
      expect(await rolesBy({ realm_access: realm })).toEqual([]);
  });

  it("has none where the operator maps none, whatever its token says", async () => {
    const token = partner.token({ sub: "deploy", scope: all, roles: ["reporting", "admin"], permissions: undefined });
    expect(await me(token)).toMatchObject({ roles: [], permissions: [], isStaff: false, isSuperuser: false });
    expect(await names(await ask("/api/projects", token))).toEqual([]);
    expect((await ask(`/api/projects/${lighthouse.id}`, token)).status).toBe(404);
  });

  it("reads by a role that gives it, as far as its scopes reach", async () => {
    expect(await names(await ask("/api/projects", service({ roles: ["reporting"] })))).toContain("Breakwater");
    const capped = service({ roles: ["reporting"], scope: "project:create" });
    expect(await names(await ask("/api/projects", capped))).toEqual([]);
    expect((await ask(`/api/projects/${lighthouse.id}`, capped)).status).toBe(403);
    const uncapped = service({ roles: ["reporting"], scope: undefined });
    expect(await names(await ask("/api/projects", uncapped))).toEqual([]);
  });

  it("changes rows by a condition that holds for it, and never as their owner", async () => {
    const writer = service({ roles: ["staff:writer"] });
    const rename = (id: string) => sendJson("PATCH", `/api/projects/${id}`, writer, { name: "Renamed" });
    expect((await rename(lighthouse.id)).status).toBe(403); // an editor's own
    expect((await rename(harbour.id)).status).toBe(200); // a draft
    const { rows } = await pool.query(
      "select actor_id, details from auth.audit_events where event = 'project.changed' order by sequence desc limit 1",
    );
    expect(rows[0].actor_id).toBe((await me(writer)).id);
  });

  it("starts nothing that needs an owner, and opens nothing but what policies open to such programs", async () => {
    const writer = service({ roles: ["staff:writer"] });
    const refused = await sendJson("POST", "/api/projects", writer, { name: "Mole" });
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      403,
      "This needs a person: the token is for a program in nobody's name.",
    ]);
    expect((await ask("/api/admin/users", writer)).status).toBe(403);
    expect((await ask("/api/keys", writer)).status).toBe(403);
  });

  it("RS-07 is the same one each time, another one at each issuer, and nobody of whom the database knows", async () => {
    const ids = await Promise.all(
      [service(), service({ scope: "other" }), partner.token({ sub: "deploy" })].map(
        async (token) => (await me(token)).id,
      ),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await pool.query("select 1 from auth.users where id = any($1)", [ids])).rows).toEqual([]);
  });

  it("leaves its refusals in the audit log under its id, without a name", async () => {
    await ask("/api/admin/users", service({ roles: ["reporting"] }));
    const { rows } = await pool.query(
      "select actor_id, details::text from auth.audit_events where event = 'access.refused' order by sequence desc limit 1",
    );
    expect(rows[0].actor_id).toBe((await me(service())).id);
    expect(rows[0].details).not.toContain("deploy");
  });
});
