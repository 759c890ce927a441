import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { anonymous, can, canAll, deepFreeze, hasAnyRole, hasRole, type Principal, type SignedIn } from "./principal.ts";
import { noStanding } from "./no-standing.ts";
import { compileRoleGraph } from "./role-graph.ts";

const person = {
  id: "1",
  username: "bob",
  email: "bob@example.com",
  firstName: "Bob",
  lastName: "",
  fullName: "Bob",
  isStaff: false,
  isSuperuser: false,
};

const bob: SignedIn = deepFreeze({
  kind: "user",
  isAuthenticated: true,
  isAnonymous: false,
  userId: "1",
  user: person,
  via: "session",
  method: "password",
  pending: null,
  session: null,
  credential: null,
  scopes: null,
  claims: null,
  attributes: { department: "ferries" },
  ...noStanding,
  roles: ["editor", "viewer"],
  permissions: ["project:create", "project:read"],
});

describe("the security context", () => {
  it("lets nobody do anything who still has a step to take, a superuser included", () => {
    const waiting: SignedIn = { ...bob, pending: "verify-email", user: { ...person, isSuperuser: true } };
    expect(can(waiting, "project:read")).toBe(false);
    expect(hasAnyRole(waiting, ["editor"])).toBe(false);
  });

  it("SC-01 SC-07 knows nothing about anonymous: no id, no roles, no permissions, no attributes", () => {
    expect(anonymous).toMatchObject({
      userId: null,
      user: null,
      roles: [],
      permissions: [],
      attributes: {},
      scopes: null,
      session: null,
    });
  });

  it("SC-03 UM-05 is authenticated exactly when it has a user id", () => {
    for (const principal of [anonymous, bob]) {
      expect(principal.isAuthenticated).toBe(principal.userId !== null);
      expect(principal.isAnonymous).toBe(principal.userId === null);
    }
  });

  it("UM-07 anonymous has every member of a person, so that code may read any of them", () => {
    expect(Object.keys(anonymous).toSorted()).toEqual(Object.keys(bob).toSorted());
  });

  it("SC-02 cannot be changed, not even deep inside", () => {
    // @ts-expect-error -- read-only for the compiler as well
    expect(() => (bob.userId = "2")).toThrow(TypeError);
    expect(() => Object.assign(bob.user, { isSuperuser: true })).toThrow(TypeError);
    expect(() => (bob.permissions as string[]).push("project:delete")).toThrow(TypeError);
    expect(() => Object.assign(anonymous.attributes, { department: "all" })).toThrow(TypeError);
  });

  it("SC-04 has exactly its roles, letter by letter", () => {
    expect(hasRole(bob, "editor")).toBe(true);
    expect(hasRole(bob, "Editor")).toBe(false);
    expect(hasRole(bob, "edit")).toBe(false);
  });

  it("SC-05 has any role of a list when one fits; of an empty list it has none", () => {
    expect(hasAnyRole(bob, ["admin", "viewer"])).toBe(true);
    expect(hasAnyRole(bob, ["admin"])).toBe(false);
    expect(hasAnyRole(bob, [])).toBe(false);
  });

  it("SC-06 RB-05 RB-06 has exactly its permissions; of several it needs all", () => {
    expect(can(bob, "project:read")).toBe(true);
    expect(can(bob, "project:delete")).toBe(false);
    expect(canAll(bob, ["project:read", "project:create"])).toBe(true);
    expect(canAll(bob, ["project:read", "project:delete"])).toBe(false);
  });

  it("SC-08 carries text attributes", () => {
    expect(bob.attributes["department"]).toBe("ferries");
  });

  it("SC-09 is plain data without any framework behind it", () => {
    expect(JSON.parse(JSON.stringify(bob))).toEqual(bob);
    expect(readFileSync("app/access/principal.ts", "utf8")).not.toMatch(/remix|express|react/i);
  });

  it("RB-12 UM-08 a superuser may everything in the catalogue; RB-13 anonymous may nothing, not even with an empty list", () => {
    const rules = { version: 1, roles: [], parents: [], grants: [], fields: [] };
    const standing = compileRoleGraph(rules).standingOf([], true);
    const root: Principal = { ...bob, user: { ...person, isSuperuser: true }, ...standing };
    expect(can(root, "project:delete")).toBe(true);
    expect(can(anonymous, "project:read")).toBe(false);
    expect(canAll(anonymous, [])).toBe(false);
  });
});
