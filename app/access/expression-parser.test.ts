import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { expressionText } from "./expression.ts";
import { defineExpression, parseExpression } from "./expression-parser.ts";

const flawOf = (text: string) => {
  const parsed = parseExpression(text);
  if (parsed.ok) throw new Error(`this was read: ${text}`);
  return parsed;
};

describe("a text that is no expression", () => {
  it.each([
    ["", 0, "found the end at character 1"],
    ["   ", 3, "found the end at character 4"],
    ["hasRol('X')", 0, "found hasRol"],
    ["hasRole", 7, "expected ( and found the end"],
    ["hasRole()", 0, "the wrong number of texts for hasRole"],
    ["hasRole('X', 'Y')", 0, "the wrong number of texts for hasRole"],
    ["isAuthenticated('X')", 0, "the wrong number of texts for isAuthenticated"],
    ["hasAnyRole()", 0, "the wrong number of texts for hasAnyRole"],
    ["hasAttribute('plan')", 0, "the wrong number of texts for hasAttribute"],
    ["hasRole('X',)", 12, "expected a text in quotes and found )"],
    ["hasRole(X)", 8, "expected a text in quotes and found X"],
    ["hasRole('X'", 11, "expected , or ) and found the end"],
    ["hasRole('X", 8, "a text that does not end at character 9"],
    ["hasRole('X\")", 8, "a text that does not end"],
    ["hasRole('')", 8, "an empty text"],
    ["hasRole('a\\'b')", 8, "a text with a backslash"],
    ["hasRole('a\u202Eb')", 8, "an unseen character"],
    ["hasPermission('project:fly')", 14, "an unknown permission at character 15"],
    ["hasPermission('write')", 14, "an unknown permission"],
    ["hasRole('X') hasRole('Y')", 13, "expected and, or or the end and found hasRole"],
    ["hasRole('X') and", 16, "found the end"],
    ["and hasRole('X')", 0, "found and"],
    ["hasRole('X') not hasRole('Y')", 13, "found not"],
    ["hasRole('X') AND hasRole('Y')", 13, "found AND"],
    ["(hasRole('X')", 13, "expected and, or or ) and found the end"],
    ["hasRole('X'))", 12, "found )"],
    ["()", 1, "found )"],
    ["not", 3, "found the end"],
    ["'X'", 0, "found a text"],
  ])("EX-04 %j is refused at its place: %i", (text, position, message) => {
    expect(flawOf(text)).toMatchObject({ ok: false, reason: "INVALID_EXPRESSION", position });
    expect(flawOf(text).message).toContain(message);
  });

  it.each([
    "hasRole('a') || true",
    "hasRole('a') && true",
    "!hasRole('a')",
    "true",
    "1 + 1",
    "hasRole('a') or 1 == 1",
    "hasRole('a') == hasRole('a')",
    "hasRole('a') or '1'='1'",
    "hasRole('a'); drop table auth.users; --",
    "hasRole('a') -- and hasRole('b')",
    "hasRole('a') /* and hasRole('b') */",
    "hasRole('a') # and hasRole('b')",
    "hasRole('a' or 'b')",
    "hasRole(hasRole('a'))",
    "hasRole('a' + 'b')",
    "hasRole('a').constructor",
    "hasRole['constructor']('a')",
    "constructor",
    "constructor('a')",
    "constructor.constructor('return process')()",
    "__proto__",
    "__proto__('a')",
    "toString()",
    "valueOf()",
    "hasOwnProperty('a')",
    "hasPermission('constructor')",
    "hasPermission('__proto__')",
    "process.exit()",
    "process",
    "globalThis.expressionWasRun = true",
    "import('node:fs')",
    "require('fs')",
    "eval('1')",
    "Function('return 1')()",
    "`${process.exit()}`",
    "hasRole(`a`)",
    "${hasRole('a')}",
    "{{ hasRole('a') }}",
    "<%= hasRole('a') %>",
    "#{T(java.lang.Runtime).getRuntime()}",
    "@bean.method('a')",
    "principal.roles",
    "(() => true)()",
    "lambda: True",
    "hasRole('a') if True else True",
    "[hasRole('a')]",
    "new Date()",
    "hasRole(/a+/)",
    "hasRole\uFF08'a'\uFF09",
    "h\u0430sRole('a')", // the second letter is Cyrillic
    "hasRole(\u2018a\u2019)",
    "hasRole('a')\u00A0or hasRole('b')",
    "hasRole('a')\0",
    "hasRole('a\0')",
    "hasRole('a\n')",
    "\uFEFFhasRole('a')",
    "\uD800",
  ])("EX-04 AZ16 %j is refused, and nothing in it is run", (payload) => {
    expect(flawOf(payload)).toMatchObject({ ok: false, reason: "INVALID_EXPRESSION" });
    expect(Reflect.get(globalThis, "expressionWasRun")).toBeUndefined();
  });

  it("EX-05 is found where it is defined, and named with its place", () => {
    expect(() => defineExpression("hasRole('X') and hasRol('Y')")).toThrow(
      /^not an expression: expected .* and found hasRol at character 18 of: hasRole\('X'\) and hasRol\('Y'\)$/,
    );
  });
});

describe("the bounds of an expression", () => {
  const deep = (levels: number) => `${"(".repeat(levels)}isAuthenticated${")".repeat(levels)}`;
  const denied = (levels: number) => `${"not ".repeat(levels)}isAuthenticated`;

  it("AZ16 are fifty levels, of parentheses and of not together", () => {
    for (const text of [deep(50), denied(50), `${"not (".repeat(25)}isAuthenticated${")".repeat(25)}`])
      expect(parseExpression(text).ok).toBe(true);
    for (const text of [deep(51), denied(51), `${"not (".repeat(26)}isAuthenticated${")".repeat(26)}`])
      expect(flawOf(text).message).toContain("more than 50 levels at character");
  });

  it("AZ16 count levels and not how often parentheses stand side by side", () => {
    const wide = Array.from({ length: 60 }, () => "(not isAuthenticated)").join(" and ");
    expect(parseExpression(wide).ok).toBe(true);
  });

  it("AZ16 are 2,000 characters, and whatever fills them is judged at once", () => {
    expect(parseExpression(`${" ".repeat(1_985)}isAuthenticated`).ok).toBe(true);
    expect(flawOf(`${" ".repeat(1_986)}isAuthenticated`)).toMatchObject({ position: 2_000 });
    const bombs = [
      "(",
      "not ",
      "'",
      '"',
      " ",
      "a",
      "hasRole(",
      "'a',",
      "((a+)+)+",
      "isAuthenticated and ",
      "\\",
      "\u0301",
    ];
    const began = performance.now();
    for (const bomb of bombs) for (const size of [2_000, 5_000_000]) flawOf(bomb.repeat(size / bomb.length));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe("a soup of words", () => {
  const spoons = fc.constantFrom(
    ..."hasRole hasAnyRole hasPermission hasAttribute isAuthenticated isAuthenticated() and or not ( ) ,".split(" "),
    ...`'X' "Y" '' ' " \\ || => . 1 ! constructor __proto__ toString() process.exit() \`1\` \0 💥`.split(" "),
    ..."hasRole('X')|not hasRole('B')|hasAttribute('a','b')|hasAnyRole('A', 'B')|hasPermission('project.read')".split(
      "|",
    ),
    ..."(hasRole('A') or isAuthenticated)| |\n|and isAuthenticated|or (".split("|"),
  );
  const soups = fc.oneof(
    fc.array(spoons, { maxLength: 12 }).map((words) => words.join(" ")),
    fc.array(spoons, { maxLength: 12 }).map((words) => words.join("")),
    fc.string({ unit: "binary", maxLength: 60 }),
  );

  it("EX-04 AZ16 is an expression or it is not; it never throws, and what was read holds nothing but what is known", () => {
    let read = 0;
    fc.assert(
      fc.property(soups, (soup) => {
        const parsed = parseExpression(soup);
        if (!parsed.ok) {
          expect(parsed.position).toBeLessThanOrEqual(soup.length);
          return;
        }
        read += 1;
        const printed = expressionText(parsed.expression);
        expect(parseExpression(printed)).toEqual(parsed);
        const words = printed.replace(/'[^']*'|"[^"]*"/g, "").match(/[^ (),]+/g) ?? [];
        const known = /^(and|or|not|isAuthenticated|has(Any)?Role|hasPermission|hasAttribute)$/;
        expect(words.filter((word) => !known.test(word))).toEqual([]);
      }),
      { seed: 4, numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
