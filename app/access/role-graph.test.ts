import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { allPermissions, isPermission } from "./permissions.ts";
import { noStanding } from "./no-standing.ts";
import { compileRoleGraph, type AccessRules } from "./role-graph.ts";

const rules: AccessRules = {
  version: 1,
  roles: ["viewer", "editor", "admin", "boss"].map((name) => ({ id: name, name, grantsAll: name === "boss" })),
  parents: [
    { roleId: "editor", parentId: "viewer" },
    { roleId: "admin", parentId: "editor" },
  ],
  grants: [
    { id: "viewer project:read", roleId: "viewer", permission: "project:read", conditions: [] },
    { id: "editor project:create", roleId: "editor", permission: "project:create", conditions: [] },
    { id: "editor project:update", roleId: "editor", permission: "project:update", conditions: [{ type: "is_owner" }] },
    { id: "admin project:delete", roleId: "admin", permission: "project:delete", conditions: [] },
  ],
  fields: [],
};

describe("the role graph", () => {
  it("RB-07 gives a role everything that its ancestors have: admin ← editor ← viewer", () => {
    expect(compileRoleGraph(rules).standingOf(["admin"])).toMatchObject({
      roles: ["admin", "editor", "viewer"],
      permissions: ["project:create", "project:delete", "project:read"],
    });
    expect(compileRoleGraph(rules).standingOf(["viewer"]).permissions).toEqual(["project:read"]);
  });

  it("RB-17 adds up several roles of one person", () => {
    const split = { ...rules, parents: [] };
    expect(compileRoleGraph(split).standingOf(["viewer", "admin"]).permissions).toEqual([
      "project:delete",
      "project:read",
    ]);
  });

  it("does not count a grant that depends on conditions: without a row it is a no", () => {
    expect(compileRoleGraph(rules).standingOf(["editor"]).permissions).not.toContain("project:update");
  });

  it("looks once at what several roles give under the same conditions, in whatever order these were stored", () => {
    const grant = (roleId: string, condition: object) => ({
      id: `${roleId} again`,
      roleId,
      permission: "project:archive",
      conditions: [condition as { type: string }],
    });
    const twice = [
      grant("viewer", { type: "is_owner", ownerField: "ownerId" }),
      grant("editor", { ownerField: "ownerId", type: "is_owner" }),
      grant("admin", { type: "is_owner", ownerField: "id" }),
    ];
    const { grants } = compileRoleGraph({ ...rules, grants: twice }).standingOf(["admin"]);
    expect(grants.map(({ conditions }) => conditions[0]?.stored.ownerField).toSorted()).toEqual(["id", "ownerId"]);
  });

  it("RB-14 `*` gives every permission of the catalogue", () => {
    expect(compileRoleGraph(rules).standingOf(["boss"]).permissions).toEqual(allPermissions.toSorted());
  });

  it("RB-09 ends on circles and unknown ids that somebody put straight into the database", () => {
    const circle = {
      ...rules,
      parents: [...rules.parents, { roleId: "viewer", parentId: "admin" }, { roleId: "viewer", parentId: "nobody" }],
    };
    expect(compileRoleGraph(circle).standingOf(["viewer"]).roles).toEqual(["admin", "editor", "viewer"]);
    expect(compileRoleGraph(rules).standingOf(["unknown"])).toEqual(noStanding);
  });

  it("RB-15 lets a role have several parents, and gives the same standing whatever order roles are named in", () => {
    const names = ["viewer", "editor", "admin", "boss"];
    const edge = fc.record({ roleId: fc.constantFrom(...names), parentId: fc.constantFrom(...names) });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 8 }), fc.shuffledSubarray(names), (parents, held) => {
        const graph = compileRoleGraph({ ...rules, parents });
        expect(graph.standingOf(held)).toEqual(graph.standingOf(held.toReversed()));
        expect(graph.standingOf(held).roles).toEqual(expect.arrayContaining(held));
      }),
    );
  });

  it("RB-16 C-16 a permission is called noun:verb and must be in the catalogue", () => {
    for (const name of allPermissions) expect(name).toMatch(/^[a-z-]+:[a-z-]+$/);
    expect(isPermission("project:read")).toBe(true);
    for (const other of ["project:fly", "articles.read", "add_product", "toString", "__proto__"])
      expect(isPermission(other)).toBe(false);
  });
});
