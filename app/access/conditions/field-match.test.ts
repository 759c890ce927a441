import { describe, expect, it } from "vitest";

import { circumstances, conditionFrom, problemOf } from "#tests/support/circumstances.ts";

const match = (field: string, ...values: unknown[]) => conditionFrom({ type: "field_match", field, values });
const holds = (value: unknown, ...values: unknown[]) =>
  match("status", ...values).holds(circumstances({ row: { status: value } }));

describe("field_match", () => {
  it("RU-06 holds when the field is one of the values", () => {
    expect(holds("draft", "draft", "active")).toBe(true);
    expect(holds("active", "draft", "active")).toBe(true);
    expect(holds("archived", "draft", "active")).toBe(false);
    expect(match("status", "draft").holds(circumstances())).toBe(false);
  });

  it("compares letter by letter", () => {
    expect(holds("Draft", "draft")).toBe(false);
    expect(holds("draft ", "draft")).toBe(false);
    expect(holds("e\u0301", "\u00e9")).toBe(false);
    expect(holds("", "")).toBe(true);
  });

  it("takes numbers and booleans by how they are written", () => {
    expect(holds(1, "1")).toBe(true);
    expect(holds("1", 1)).toBe(true);
    expect(holds(1.5, "1.50")).toBe(false);
    expect(holds(-7, -7)).toBe(true);
    expect(holds(false, false)).toBe(true);
    expect(holds(false, "false")).toBe(true);
    expect(holds(false, 0)).toBe(false);
  });

  it.each([null, undefined, ["draft"], { toString: () => "draft" }, new Date(0), 1n])(
    "never holds for %s, whatever the values",
    (value) => expect(holds(value, String(value), "draft", "null", "undefined", "1", "")).toBe(false),
  );

  it.each(["constructor", "__proto__", "toString", "nowhere"])(
    "AZ16 never holds for %s, which is no field",
    (field) => {
      const row = Object.create({ nowhere: "draft" }) as Record<string, unknown>;
      expect(match(field, "draft", "undefined").holds(circumstances({ row }))).toBe(false);
    },
  );

  it("says what it wanted and what it saw", () => {
    const draft = match("status", "draft", 7);
    expect(draft.saw(circumstances({ row: { status: "active" } }))).toEqual({ wanted: "draft, 7", status: "active" });
    expect(draft.saw(circumstances({ row: { status: [] } }))["status"]).toBe("no text, number or boolean");
    expect(draft.saw(circumstances({ row: {} }))["status"]).toBe("no such field");
    expect(draft.saw(circumstances({ row: { status: "x".repeat(5_000) } }))["status"]).toHaveLength(200);
  });

  it.each([
    [[]],
    [undefined],
    ["draft"],
    [[null]],
    [[NaN]],
    [["x".repeat(201)]],
    [Array(101).fill("a")],
    [["\0"]],
    [["\ud800"]],
  ])("refuses %j as its values", (values) =>
    expect(problemOf({ type: "field_match", field: "status", values })).toMatch(/^values/),
  );
});
