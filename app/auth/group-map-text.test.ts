import { describe, expect, it } from "vitest";

import { groupMapText, readGroupMap } from "./group-map-text.ts";

const mapOf = (text: string) => {
  const read = readGroupMap(text);
  return read.ok ? read.groupMap : `line ${read.line}`;
};

describe("Z-09 which roles the groups of another place give, as lines", () => {
  it("is read as it is written, however far apart things stand", () => {
    expect(mapOf("editors = editor, viewer\r\n\n  board=admin  ")).toEqual({
      editors: ["editor", "viewer"],
      board: ["admin"],
    });
    expect(mapOf("")).toEqual({});
  });

  it("a group may stand in several lines, and its name may hold what else divides", () => {
    expect(mapOf("a = x\na = y, x")).toEqual({ a: ["x", "y"] });
    expect(mapOf("cn=staff,ou=groups = viewer")).toEqual({ "cn=staff,ou=groups": ["viewer"] });
  });

  it("says in which line something is wrong", () => {
    for (const [text, line] of [
      ["staff", 1],
      ["a = x\n= y", 2],
      ["a = x\n\nb =", 3],
      ["a = x,,y", 1],
      ["a = x\u0000", 1],
      ["a = \u202Exyz", 1],
      [`${"a".repeat(500)} = x`, 1],
      ["a = x\n".repeat(501), 501],
    ] as const)
      expect(mapOf(text)).toBe(`line ${line}`);
  });

  it("a group that is called like something every object has is a group like any other", () => {
    const map = mapOf("__proto__ = viewer\nconstructor = editor");
    expect(Object.entries(map)).toEqual([
      ["__proto__", ["viewer"]],
      ["constructor", ["editor"]],
    ]);
  });

  it("is written the way it is read", () => {
    const text = "board = admin\neditors = editor, viewer";
    expect(groupMapText(mapOf(text) as Record<string, string[]>)).toBe(text);
  });
});
