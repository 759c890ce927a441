import { describe, expect, expectTypeOf, it } from "vitest";

import { aliceWith } from "#tests/support/circumstances.ts";
import type { AccessLevel } from "../db/access-level.ts";
import { fieldAccessOf, forbiddenFields, readable, type Readable } from "./fields.ts";
import type { AnyModel } from "./model.server.ts";
import { anonymous, type SignedIn } from "./principal.ts";
import { compileRoleGraph } from "./role-graph.ts";

const model = (name: string, more: Partial<AnyModel> = {}) =>
  ({
    name,
    guardedFields: ["salary"],
    unsetFields: "open",
    columns: { name: {}, department: {}, salary: {} },
    ...more,
  }) as AnyModel;

const employees = model("employee");
const teams = model("team", { guardedFields: [], nested: { lead: employees, members: employees } });

const levels: Record<string, AccessLevel> = { viewer: "hidden", editor: "readonly", admin: "writable" };
const graph = compileRoleGraph({
  version: 1,
  roles: [...Object.keys(levels), "guest"].map((name) => ({ id: name, name, grantsAll: false })),
  parents: [],
  grants: [],
  fields: Object.entries(levels).map(([roleId, access]) => ({ roleId, model: "employee", field: "salary", access })),
});
const withRoles = (...roles: string[]): SignedIn => ({ ...aliceWith(), ...graph.standingOf(roles) });
const superuser: SignedIn = { ...aliceWith(), ...graph.standingOf([], true) };
const ada = { name: "Ada", department: "Locks", salary: 90_000 };

describe("the fields of a row", () => {
  it.each([
    ["viewer", "hidden", { name: "Ada", department: "Locks" }, ["salary"]],
    ["editor", "readonly", ada, ["salary"]],
    ["admin", "writable", ada, []],
  ] as const)(
    "FA-01 FA-02 FA-03 FA-04 FA-05 FA-07 a %s finds the salary %s, everything else open",
    (role, level, shown, forbidden) => {
      const person = withRoles(role);
      expect(fieldAccessOf(person, employees)).toEqual({ name: "writable", department: "writable", salary: level });
      expect(readable(person, employees, ada)).toEqual(shown);
      expect(forbiddenFields(person, employees, { name: "Ada L.", salary: 1 })).toEqual(forbidden);
    },
  );

  it("FA-06 of several roles the most permissive counts; superusers pass", () => {
    expect(fieldAccessOf(withRoles("viewer", "editor"), employees).salary).toBe("readonly");
    expect(fieldAccessOf(withRoles("admin", "viewer"), employees).salary).toBe("writable");
    expect(fieldAccessOf(superuser, employees).salary).toBe("writable");
  });

  it("C-20 FA-05 where no role says anything, the model does: open or closed. Nobody signed in sees a guarded field", () => {
    expect(fieldAccessOf(withRoles("guest"), employees).salary).toBe("writable");
    expect(fieldAccessOf(withRoles("guest"), model("employee", { unsetFields: "closed" })).salary).toBe("hidden");
    expect(fieldAccessOf(anonymous, employees).salary).toBe("hidden");
    expect(fieldAccessOf({ ...withRoles("admin"), pending: "verify-email" }, employees).salary).toBe("hidden");
  });

  it("FA-08 rows inside a row follow the rules of their own model, one or a list", () => {
    const team = { name: "North", lead: ada, members: [ada, { ...ada, name: "Grace" }] };
    const hidden = { name: "Ada", department: "Locks" };
    expect(readable(withRoles("viewer"), teams, team)).toEqual({
      name: "North",
      lead: hidden,
      members: [hidden, { ...hidden, name: "Grace" }],
    });
    expect(readable(withRoles("editor"), teams, team)).toEqual(team);
  });

  it("FA-03 a field that may be hidden is optional to the compiler", () => {
    type Shown = Readable<{ id: string; budget: number }, { readonly guardedFields: readonly "budget"[] }>;
    expectTypeOf<Shown>().toEqualTypeOf<{ id: string } & { budget?: number }>();
  });
});
