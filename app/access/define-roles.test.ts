import { describe, expect, expectTypeOf, it } from "vitest";

import { roles, type RoleName } from "../roles.ts";
import { defineRoles, type GrantDefinition, type RoleDefinition } from "./define-roles.ts";

const models = [{ name: "project", guardedFields: ["budget"] }];
const isOwner = { type: "is_owner", ownerField: "ownerId" };
/** What the compiler would have refused. */
const unchecked = (definitions: Record<string, object>) => () =>
  defineRoles(definitions as Record<never, never>, models);

describe("roles in the code", () => {
  it("RB-15 RB-14 C-23 say what they inherit, from several parents too, and what they give", () => {
    const defined = defineRoles(
      {
        reader: { description: "Reads", grants: ["project:read"] },
        auditor: { grants: ["admin:audit"], fields: { project: { budget: "readonly" } } },
        chief: { inherits: ["reader", "auditor"], grants: [["project:update", isOwner]] },
        owner: { grants: "*" },
      },
      models,
    );
    expect(defined).toEqual({
      reader: { description: "Reads", rules: [{ kind: "grant", permission: "project:read", conditions: [] }] },
      auditor: {
        description: "",
        rules: [
          { kind: "grant", permission: "admin:audit", conditions: [] },
          { kind: "field", model: "project", field: "budget", access: "readonly" },
        ],
      },
      chief: {
        description: "",
        rules: [
          { kind: "inherits", parent: "reader" },
          { kind: "inherits", parent: "auditor" },
          { kind: "grant", permission: "project:update", conditions: [isOwner] },
        ],
      },
      owner: { description: "", rules: [{ kind: "everything" }] },
    });
  });

  it("RB-03 C-16 count what is said twice once, in whichever spelling of a permission or a setting", () => {
    const { editor } = defineRoles(
      {
        editor: {
          grants: [
            "project:read",
            "project.read",
            "read_project",
            ["project:update", isOwner],
            ["update_project", { owner_field: "ownerId", type: "is_owner" }],
          ],
        },
      },
      models,
    );
    expect(editor.rules).toEqual([
      { kind: "grant", permission: "project:read", conditions: [] },
      { kind: "grant", permission: "project:update", conditions: [isOwner] },
    ]);
  });

  it("RB-15 do not compile with a permission or a parent that there is not, nor as their own parent", () => {
    expectTypeOf<"project:fly">().not.toExtend<GrantDefinition>();
    expectTypeOf<"project.read" | "read_project">().toExtend<GrantDefinition>();
    expectTypeOf<RoleDefinition<"viewer">["inherits"]>().toEqualTypeOf<readonly "viewer"[] | undefined>();
    expectTypeOf<"viewer" | "editor" | "admin">().toExtend<RoleName>();
    expectTypeOf<"veiwer">().not.toExtend<RoleName>();
    // @ts-expect-error -- no such parent
    expect(() => defineRoles({ editor: { inherits: ["veiwer"] } }, models)).toThrow("is not defined");
    // @ts-expect-error -- itself
    expect(() => defineRoles({ editor: { inherits: ["editor"] } }, models)).toThrow("inherits from itself");
    // @ts-expect-error -- no such permission
    expect(() => defineRoles({ editor: { grants: ["project:fly"] } }, models)).toThrow("no permission");
  });

  it.each([
    [
      "a circle",
      { a: { inherits: ["b"] }, b: { inherits: ["c"] }, c: { inherits: ["a"] } },
      /"a" inherits from itself/,
    ],
    ["an unknown parent", { a: { inherits: ["constructor"] } }, /"a" inherits from "constructor", which is not/],
    ["an odd name", { " a": {} }, /" a" is no name/],
    ["an unknown permission", { a: { grants: ["*"] } }, /"a" gives "\*", which is no permission/],
    ["an unknown condition", { a: { grants: [["project:read", { type: "moon" }]] } }, /"a" gives project:read under a/],
    [
      "an unreadable one",
      { a: { grants: [["project:read", { type: "ip_range", ranges: ["here"] }]] } },
      /cannot be read: ranges/,
    ],
    ["an unguarded field", { a: { fields: { project: { name: "hidden" } } } }, /project\.name, which no model guards/],
    ["an unknown level", { a: { fields: { project: { budget: "maybe" } } } }, /"maybe" of project\.budget/],
  ])("RB-15 RB-09 AZ10 %s stops the start, and names the role", (_, definitions, message) => {
    expect(unchecked(definitions)).toThrow(message);
  });

  it("RB-15 of the demo are viewer, editor and admin, each with what the one before it has", () => {
    const inherited = (name: RoleName) => roles[name].rules.filter(({ kind }) => kind === "inherits");
    expect(inherited("viewer")).toEqual([]);
    expect(inherited("editor")).toEqual([{ kind: "inherits", parent: "viewer" }]);
    expect(inherited("admin")).toEqual([{ kind: "inherits", parent: "editor" }]);
  });
});
