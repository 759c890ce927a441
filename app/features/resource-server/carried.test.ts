import { describe, expect, it } from "vitest";

import { mappedRoles, rolesIn, scopesIn } from "./carried.ts";

describe("what a token carries", () => {
  it("RS-05 permissions: those of `permissions`, else of `scope`, parted by spaces", () => {
    expect(scopesIn({ permissions: ["a", "b"], scope: "c" })).toEqual(["a", "b"]);
    expect(scopesIn({ scope: " a  b " })).toEqual(["a", "b"]);
    expect(scopesIn({ scope: ["a b", "c"] })).toEqual(["a b", "c"]);
    expect(scopesIn({ permissions: [], scope: "c" })).toEqual([]);
    expect(scopesIn({})).toEqual([]);
  });

  it("RS-05 nothing that cannot be read as a list of texts", () => {
    for (const value of [
      "a",
      7,
      null,
      { 0: "a", length: 1 },
      ["a", 7],
      [["a"]],
      Array.from({ length: 501 }, () => "a"),
    ]) {
      expect(scopesIn({ permissions: value, scope: "c" })).toEqual([]);
      expect(rolesIn({ roles: value, realm_access: { roles: ["c"] } })).toEqual([]);
    }
    for (const realm of [null, "c", 7, [], { roles: "c" }]) expect(rolesIn({ realm_access: realm })).toEqual([]);
  });

  it("RS-05 roles: those of `roles`, else of `realm_access.roles`", () => {
    expect(rolesIn({ roles: ["a"], realm_access: { roles: ["b"] } })).toEqual(["a"]);
    expect(rolesIn({ realm_access: { roles: ["b"] } })).toEqual(["b"]);
  });
});

describe("the roles here of a program", () => {
  const issuer = { roleMap: { a: ["viewer", "editor"], b: ["viewer"] } };

  it("are those of the map, each once, and none by a name of its own", () => {
    expect(mappedRoles(issuer, { roles: ["a", "b", "viewer", "admin"] })).toEqual(["viewer", "editor"]);
    expect(mappedRoles(issuer, { roles: ["admin", "constructor", "__proto__", "toString", "*"] })).toEqual([]);
  });

  it("are for every token those of *, which no token can name", () => {
    const open = { roleMap: { "*": ["viewer"], a: ["editor"] } };
    expect(mappedRoles(open, {})).toEqual(["viewer"]);
    expect(mappedRoles(open, { roles: ["*", "a"] })).toEqual(["viewer", "editor"]);
  });
});
