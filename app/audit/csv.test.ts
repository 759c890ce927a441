import { describe, expect, it } from "vitest";

import { toCsv } from "./csv.ts";

describe("a table for spreadsheets", () => {
  it("keeps commas, quotes and line breaks inside their cell", () => {
    expect(
      toCsv([
        ["a,b", 'say "hi"', "one\r\ntwo"],
        ["plain", "", "ü"],
      ]),
    ).toBe('"a,b","say ""hi""","one\r\ntwo"\r\nplain,,ü\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])("runs nothing: %j", (formula) => {
    expect(toCsv([[formula]])).toBe(`'${formula}\r\n`);
  });
});
