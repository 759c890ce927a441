import { describe, expect, it } from "vitest";

import { aliceWith, circumstances, conditionFrom, problemOf } from "#tests/support/circumstances.ts";

const sameDepartment = conditionFrom({ type: "attribute_match", attribute: "department", field: "unit" });
const asked = (attributes: Record<string, string>, row: Record<string, unknown> | null) =>
  circumstances({ principal: aliceWith(attributes), row });
const holds = (attributes: Record<string, string>, row: Record<string, unknown> | null) =>
  sameDepartment.holds(asked(attributes, row));

describe("attribute_match", () => {
  it("RU-09 holds when the person's attribute says the same as the row's field", () => {
    expect(holds({ department: "ferries" }, { unit: "ferries" })).toBe(true);
    expect(holds({ department: "12" }, { unit: 12 })).toBe(true);
    expect(holds({ department: "ferries" }, { unit: "harbour" })).toBe(false);
    expect(holds({ department: "ferries" }, null)).toBe(false);
    expect(sameDepartment.dependsOnRow).toBe(true);
  });

  it("never takes two things that are missing for the same", () => {
    expect(holds({}, {})).toBe(false);
    expect(holds({}, { unit: null })).toBe(false);
    expect(holds({}, { unit: undefined })).toBe(false);
    expect(holds({ department: "null" }, { unit: null })).toBe(false);
    expect(holds({ department: "" }, { unit: null })).toBe(false);
    expect(holds({ department: "" }, { unit: "" })).toBe(true);
  });

  it("AZ16 takes no inherited name for an attribute or a field", () => {
    const same = conditionFrom({ type: "attribute_match", attribute: "constructor", field: "constructor" });
    expect(same.holds(asked({}, {}))).toBe(false);
  });

  it("says both sides", () => {
    expect(sameDepartment.saw(asked({}, { unit: "harbour" }))).toEqual({
      "person's department": "nothing",
      "row's unit": "harbour",
    });
  });

  it("wants an attribute and a field", () => {
    expect(problemOf({ type: "attribute_match", attribute: "department" })).toMatch(/^field: /);
    expect(problemOf({ type: "attribute_match", field: "unit" })).toMatch(/^attribute: /);
  });
});
