import { describe, expect, it } from "vitest";

import { aliceWith } from "#tests/support/circumstances.ts";
import type { StoredCondition } from "../db/access.schema.ts";
import { covers, mayHandOut } from "./hand-out.ts";
import type { Permission } from "./permissions.ts";
import { anonymous, type Principal } from "./principal.ts";
import { compileRoleGraph, type AccessRules } from "./role-graph.ts";

const isOwner = { type: "is_owner", ownerField: "ownerId" };
const isDraft = { type: "field_match", field: "status", values: ["draft"] };
const byDay = { type: "time_window", from: "08:00", to: "18:00", timezone: "UTC" };

type Grants = [role: string, permission: Permission, ...conditions: StoredCondition[]][];

function rulesOf(grants: Grants, more: Partial<AccessRules> = {}): AccessRules {
  const names = ["own", "given", "parent", "all"];
  return {
    version: 1,
    roles: names.map((name) => ({ id: name, name, grantsAll: name === "all" })),
    parents: [],
    grants: grants.map(([roleId, permission, ...conditions], n) => ({ id: String(n), roleId, permission, conditions })),
    fields: [],
    ...more,
  };
}

/** Whether somebody with the role `own` may hand out `given`. */
function mayGive(grants: Grants, more: Partial<AccessRules> = {}, actor: Partial<Principal> = {}, role = "given") {
  const graph = compileRoleGraph(rulesOf(grants, more));
  return mayHandOut(graph, { ...aliceWith(), ...graph.standingOf(["own"]), ...actor } as Principal, role);
}

describe("AZ08 a role may be handed out", () => {
  it("when the actor holds each of its permissions, its inherited ones included", () => {
    const given: Grants = [["given", "project:read"]];
    expect(mayGive(given)).toBe(false);
    expect(mayGive([...given, ["own", "project:read"]])).toBe(true);
    const parents = [{ roleId: "given", parentId: "parent" }];
    expect(mayGive([...given, ["own", "project:read"], ["parent", "admin:audit"]], { parents })).toBe(false);
  });

  it("when it is empty, and never when there is no such role", () => {
    expect(mayGive([])).toBe(true);
    expect(mayGive([], {}, {}, "nothing")).toBe(false);
    const root = { user: { ...aliceWith().user, isSuperuser: true } };
    expect(mayGive([], {}, root, "nothing")).toBe(false);
  });

  it("when it gives everything only by a superuser, or by somebody who has everything too", () => {
    const root = { user: { ...aliceWith().user, isSuperuser: true } };
    expect(mayGive([["own", "admin:users"]], {}, {}, "all")).toBe(false);
    expect(mayGive([], {}, root, "all")).toBe(true);
    const graph = compileRoleGraph(rulesOf([]));
    expect(mayHandOut(graph, { ...aliceWith(), ...graph.standingOf(["all"]) }, "all")).toBe(true);
  });

  it("under the actor's own conditions or more, never under fewer", () => {
    const own: Grants = [["own", "project:update", isOwner]];
    expect(mayGive([...own, ["given", "project:update", isOwner]])).toBe(true);
    expect(mayGive([...own, ["given", "project:update", isDraft, isOwner]])).toBe(true);
    expect(mayGive([...own, ["given", "project:update", isDraft]])).toBe(false);
    expect(mayGive([...own, ["given", "project:update"]])).toBe(false);
    expect(mayGive([["own", "project:update"], ["given", "project:update", isDraft]])).toBe(true); // prettier-ignore
  });

  it("not for what holds for the actor only at this hour, though it is a plain permission by now", () => {
    const grants: Grants = [
      ["own", "admin:audit", byDay],
      ["given", "admin:audit"],
    ];
    expect(mayGive(grants, {}, { permissions: ["admin:audit"], grants: [] })).toBe(false);
  });

  it("when it opens no field that is shut to the actor", () => {
    const field = { model: "project", field: "budget" };
    const fields = (own: "readonly" | "writable") => [
      { roleId: "own", ...field, access: own },
      { roleId: "given", ...field, access: "writable" as const },
    ];
    expect(mayGive([], { fields: fields("readonly") })).toBe(false);
    expect(mayGive([], { fields: fields("writable") })).toBe(true);
    expect(mayGive([], { fields: fields("readonly").slice(1) })).toBe(false);
  });

  it("when nothing was shared with it that is beyond the actor, unless they have the role themselves", () => {
    const graph = compileRoleGraph(rulesOf([]));
    const actor = (role: string) => ({ ...aliceWith(), ...graph.standingOf([role]) });
    expect(mayHandOut(graph, actor("own"), "given", new Set(["given"]))).toBe(false);
    expect(mayHandOut(graph, actor("given"), "given", new Set(["given"]))).toBe(true);
  });

  it("never by nobody, with a step to take, or by a key that is capped", () => {
    expect(mayGive([], {}, anonymous)).toBe(false);
    expect(mayGive([], {}, { pending: "verify-email" })).toBe(false);
    expect(mayGive([], {}, { scopes: ["admin:users"] })).toBe(false);
  });
});

it("FA-06 whoever has everything may give any field, too", () => {
  const budget = { model: "project", field: "budget", access: "writable" } as const;
  const graph = compileRoleGraph(rulesOf([], { fields: [{ roleId: "given", ...budget }] }));
  expect(covers(graph.standingOf(["all"]), graph.standingOf(["given"]))).toBe(true);
  expect(covers(graph.standingOf(["own"]), graph.standingOf(["given"]))).toBe(false);
});
