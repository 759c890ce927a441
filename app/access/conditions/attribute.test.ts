import { describe, expect, it } from "vitest";

import { aliceWith, circumstances, conditionFrom, problemOf } from "#tests/support/circumstances.ts";

const inHarbour = conditionFrom({ type: "attribute", attribute: "department", values: ["harbour", "ferries"] });
const holds = (attributes: Record<string, string>) =>
  inHarbour.holds(circumstances({ principal: aliceWith(attributes) }));

describe("attribute", () => {
  it("RU-09 holds when the person's attribute is one of the values", () => {
    expect(holds({ department: "ferries" })).toBe(true);
    expect(holds({ department: "Ferries" })).toBe(false);
    expect(holds({ department: "" })).toBe(false);
    expect(holds({ team: "ferries" })).toBe(false);
    expect(holds({})).toBe(false);
  });

  it("AZ16 AZ18 never holds for an attribute that is not the person's own", () => {
    expect(holds(Object.create({ department: "ferries" }) as Record<string, string>)).toBe(false);
    for (const name of ["constructor", "__proto__", "toString"]) {
      const odd = conditionFrom({ type: "attribute", attribute: name, values: ["undefined", ""] });
      expect(odd.holds(circumstances())).toBe(false);
      expect(odd.saw(circumstances())).toEqual({ wanted: "undefined, ", [name]: "nothing" });
    }
  });

  it("does not depend on the row", () => expect(inHarbour.dependsOnRow).toBe(false));

  it("says what it wanted and what it saw", () => {
    expect(inHarbour.saw(circumstances({ principal: aliceWith({ department: "kitchen" }) }))).toEqual({
      wanted: "harbour, ferries",
      department: "kitchen",
    });
  });

  it("wants an attribute and values", () => {
    expect(problemOf({ type: "attribute", values: ["a"] })).toMatch(/^attribute: /);
    expect(problemOf({ type: "attribute", attribute: "plan" })).toMatch(/^values: /);
    expect(problemOf({ type: "attribute", attribute: "plan", values: [] })).toMatch(/^values: /);
    expect(problemOf({ type: "attribute", attribute: "plan", values: [1] })).toMatch(/^values.0: /);
  });
});
