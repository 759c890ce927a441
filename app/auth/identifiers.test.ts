import { describe, expect, it } from "vitest";

import forms from "#tests/attacks/data/identifiers.json";
import { canonicalEmail, canonicalUsername, fullName, isEmail } from "./identifiers.ts";

describe("identifiers", () => {
  it.each(forms.same)("PW22 %j is alice@example.com", (form) => {
    expect(canonicalEmail(form)).toBe("alice@example.com");
  });

  it.each(forms.other)("PW22 %j is somebody else", (form) => {
    expect(canonicalEmail(form)).not.toBe("alice@example.com");
  });

  it("UM-03 folds A to Z and nothing else", () => {
    expect(canonicalUsername(" ALICE ")).toBe("alice");
    expect(canonicalUsername("\u212Aim")).not.toBe("kim"); // the Kelvin sign
  });

  it("tell an address from a user name by the @", () => {
    expect(isEmail("alice@example.com")).toBe(true);
    expect(isEmail("alice")).toBe(false);
  });

  it("UM-06 full name is first and last, trimmed when one is empty", () => {
    expect(fullName({ firstName: "Alice", lastName: "Smith" })).toBe("Alice Smith");
    expect(fullName({ firstName: "Alice", lastName: "" })).toBe("Alice");
    expect(fullName({ firstName: "", lastName: "Smith" })).toBe("Smith");
    expect(fullName({ firstName: "", lastName: "" })).toBe("");
  });
});
