import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import { memberships, permissions, roleGrants, roleParents } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { permissionCatalogue } from "./permissions.ts";
import { roleGraphAt } from "./role-graph.server.ts";
import { addParent, addToRole, createRole, grantPermission, removeFromRole, syncPermissions } from "./roles.server.ts";

const change = { actorId: null, origin };

async function role(name: string, parents: string[] = []): Promise<string> {
  const made = await createRole({ name, parents }, change);
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

const version = async () =>
  Number((await db.execute<{ version: string }>(sql`select version from auth.access_version`)).rows[0]?.version);
const standing = async (...ids: string[]) => (await roleGraphAt(await version())).standingOf(ids);

beforeAll(() => syncPermissions(db));

describe("permissions", () => {
  it("RB-01 RB-18 the table says what the catalogue says, however often it is synced", async () => {
    await syncPermissions(db);
    const rows = await db.select().from(permissions);
    expect(Object.fromEntries(rows.map((row) => [row.name, row.description]))).toEqual(permissionCatalogue);
  });
});

describe("roles", () => {
  it("RB-02 have a unique name", async () => {
    await role("navigator");
    expect(await createRole({ name: "navigator" }, change)).toEqual({ ok: false, reason: "name-taken" });
  });

  it("RB-03 hold a permission once, however often it is granted; under other conditions it is a second grant", async () => {
    const id = await role("pilot");
    const conditions = [{ type: "is_owner" }];
    await grantPermission(id, "project:update", change);
    await grantPermission(id, "project:update", change);
    await grantPermission(id, "project:update", change, conditions);
    expect(await db.select().from(roleGrants).where(eq(roleGrants.roleId, id))).toHaveLength(2);
    await expect(grantPermission(id, "project:fly" as never, change)).rejects.toThrow();
  });

  it("RB-04 take people in once, and let them go", async () => {
    const [person, id] = [await newPerson("bosun"), await role("crew")];
    await addToRole(person.id, id, change);
    await addToRole(person.id, id, change);
    expect(await db.select().from(memberships)).toHaveLength(1);
    await removeFromRole(person.id, id, change);
    expect(await db.select().from(memberships)).toHaveLength(0);
  });

  it("RB-07 RB-10 inherit from the parents they were made with", async () => {
    const viewer = await role("viewer");
    await grantPermission(viewer, "project:read", change);
    const editor = await role("editor", [viewer]);
    await grantPermission(editor, "project:create", change);
    const admin = await role("admin", [editor]);
    expect(await standing(admin)).toMatchObject({
      roles: ["admin", "editor", "viewer"],
      permissions: ["project:create", "project:read"],
    });
  });

  it("RB-09 AZ10 never form a circle, by any route", async () => {
    const [a, b, c] = [await role("a"), await role("b"), await role("c")];
    expect(await addParent(a, b, change)).toEqual({ ok: true });
    expect(await addParent(b, c, change)).toEqual({ ok: true });
    expect(await addParent(c, a, change)).toEqual({ ok: false, reason: "circle" });
    expect(await addParent(a, a, change)).toEqual({ ok: false, reason: "circle" });
    await expect(db.insert(roleParents).values({ roleId: c, parentId: a })).rejects.toThrow();
  });

  it("RB-09 AZ10 not even by two edits at the same moment", async () => {
    for (let i = 0; i < 5; i++) {
      const [x, y] = [await role(`x${i}`), await role(`y${i}`)];
      const outcomes = await Promise.all([addParent(x, y, change), addParent(y, x, change)]);
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    }
  });
});

describe("the compiled graph", () => {
  it("AZ13 is new as soon as anything changed, and the same object as long as nothing did", async () => {
    const id = await role("fresh");
    const before = await roleGraphAt(await version());
    expect(await roleGraphAt(await version())).toBe(before);
    await grantPermission(id, "admin:audit", change);
    expect((await standing(id)).permissions).toEqual(["admin:audit"]);
    await db.delete(roleGrants).where(eq(roleGrants.roleId, id));
    expect((await standing(id)).permissions).toEqual([]);
  });

  it("is loaded again when the version went backwards, as after a restore, and is a fault when it cannot be had", async () => {
    const current = await version();
    await roleGraphAt(current);
    await db.execute(sql`update auth.access_version set version = 1`);
    expect((await roleGraphAt(1)).version).toBe(1);
    await expect(roleGraphAt(current)).rejects.toThrow("older than the session");
    await db.execute(sql`update auth.access_version set version = ${current}`);
  });

  it("RB-08 RB-19 agrees with one recursive query over the tables", async () => {
    const rows = await db.execute<{ role: string; permissions: string[] }>(sql`
      with recursive lineage(role, ancestor) as (
        select id, id from auth.roles
        union
        select l.role, p.parent_id from lineage l join auth.role_parents p on p.role_id = l.ancestor
      )
      select l.role, array_agg(distinct g.permission order by g.permission) filter (where g.conditions = '[]') as permissions
      from lineage l left join auth.role_grants g on g.role_id = l.ancestor group by l.role
    `);
    expect(rows.rows.length).toBeGreaterThan(10);
    for (const row of rows.rows) expect((await standing(row.role)).permissions).toEqual(row.permissions ?? []);
  });
});
