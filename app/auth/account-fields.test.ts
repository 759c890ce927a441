import { describe, expect, it } from "vitest";

import { nameField } from "./account-fields.ts";

const isName = (text: string) => nameField.safeParse(text).success;

describe("a name", () => {
  it.each(["", "Nora", "Dr. Müller", "O'Neill", "阿达", "نورا", "می\u200cترا"])("is what people write: %j", (name) => {
    expect(isName(name)).toBe(true);
  });

  it.each([
    "\n",
    "\r",
    "\u0000",
    "\u001b",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u2029",
    "\u061c",
    "\u200f",
    "\u202e",
    "\u2066",
  ])("AC09 is one line that runs one way: %j stands in none", (character) => {
    expect(isName(`Nora${character}Call 0900`)).toBe(false);
  });
});
