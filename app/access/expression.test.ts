import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { expressionText, holds, type Expression } from "./expression.ts";
import { defineExpression, parseExpression } from "./expression-parser.ts";
import { allPermissions } from "./permissions.ts";
import { anonymous, type Principal } from "./principal.ts";

type Shape = {
  roles?: string[];
  permissions?: string[];
  attributes?: object;
  pending?: string | null;
};

const person = ({ roles = [], permissions = [], attributes = {}, pending = null }: Shape = {}): Principal =>
  ({
    isAuthenticated: true,
    roles,
    permissions,
    attributes,
    pending,
  }) as unknown as Principal;
const says = (text: string, who: Principal) => holds(defineExpression(text), who);

describe("an expression", () => {
  it.each([
    ["hasRole('ADMIN')", { roles: ["ADMIN"] }, { roles: ["admin", "ADMINS"] }],
    ["hasAnyRole('ADMIN', 'MANAGER')", { roles: ["MANAGER"] }, { roles: ["GUEST"] }],
    ['hasAnyRole("ADMIN")', { roles: ["ADMIN"] }, {}],
    ["hasPermission('project:read')", { permissions: ["project:read"] }, { permissions: ["project:create"] }],
    ["hasPermission('project:delete')", { permissions: ["project:delete"] }, { roles: ["project:delete"] }],
    ["hasAttribute('plan', 'pro')", { attributes: { plan: "pro" } }, { attributes: { plan: "Pro", pro: "plan" } }],
    ['hasRole("the captain\'s")', { roles: ["the captain's"] }, { roles: ["the captains"] }],
  ])("EX-01 %s is true of whoever has it and of nobody else", (text, having, lacking) => {
    expect([says(text, person(having)), says(text, person(lacking))]).toEqual([true, false]);
  });

  it("EX-01 isAuthenticated is true of everybody who is signed in, with its parentheses or without", () => {
    for (const text of ["isAuthenticated", "isAuthenticated()", " isAuthenticated ( )\n"])
      expect([says(text, person()), says(text, anonymous)]).toEqual([true, false]);
  });

  it.each<[string, (a: boolean, b: boolean, c: boolean) => boolean]>([
    ["A or B and C", (a, b, c) => a || (b && c)],
    ["A and B or C", (a, b, c) => (a && b) || c],
    ["(A or B) and C", (a, b, c) => (a || b) && c],
    ["not A and B", (a, b) => !a && b],
    ["not A or B", (a, b) => !a || b],
    ["not (A and B)", (a, b) => !(a && b)],
    ["not not A", (a) => a],
    ["A or not B and not (C or A)", (a, b, c) => a || (!b && !(c || a))],
    ["A and B and C or A or (B)", (a, b, c) => (a && b && c) || a || b],
  ])("EX-02 %s binds not before and before or, whoever asks", (text, meant) => {
    const expression = defineExpression(text.replace(/[ABC]/g, (role) => `hasRole('${role}')`));
    for (let bits = 0; bits < 8; bits += 1) {
      const [a, b, c] = [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0];
      const roles = [...(a ? ["A"] : []), ...(b ? ["B"] : []), ...(c ? ["C"] : [])];
      expect(holds(expression, person({ roles })), roles.join()).toBe(meant(a, b, c));
    }
  });

  it("EX-03 the documented examples come out as documented", () => {
    const both = "(hasRole('ADMIN') or hasRole('MANAGER')) and hasPermission('project:update')";
    const permissions = ["project:update"];
    expect([
      says(both, person({ roles: ["ADMIN"], permissions })),
      says(both, person({ roles: ["MANAGER"], permissions })),
      says(both, person({ roles: ["ADMIN"] })),
      says(both, person({ roles: ["MANAGER"] })),
      says(both, person({ roles: ["GUEST"], permissions })),
      says(both, person()),
    ]).toEqual([true, true, false, false, false, false]);
    const noGuest = "not hasRole('GUEST')";
    expect([says(noGuest, person({ roles: ["GUEST"] })), says(noGuest, person({ roles: ["ADMIN"] }))]).toEqual([
      false,
      true,
    ]);
  });

  it("EX-06 C-10 is never true of nobody, nor of somebody with a step to take, whatever it says", () => {
    const halfway = person({ pending: "verify-email", roles: ["ADMIN"] });
    for (const text of ["not hasRole('GUEST')", "isAuthenticated", "not not not hasAttribute('a', 'b')"])
      expect([says(text, anonymous), says(text, halfway), says(text, person())]).toEqual([false, false, true]);
  });

  it("AZ16 sees only attributes that a person really has, not what every object has", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"])
      expect(says(`hasAttribute('${name}', '${String(Reflect.get({}, name))}')`, person())).toBe(false);
    const inherited = person({ attributes: Object.create({ plan: "pro" }) as object });
    expect(says("hasAttribute('plan', 'pro')", inherited)).toBe(false);
  });

  it("C-16 takes a permission by any of its names, and knows it by one", () => {
    for (const name of ["project:read", "project.read", "read_project"])
      expect(defineExpression(`hasPermission('${name}')`)).toEqual({
        kind: "hasPermission",
        permission: "project:read",
      });
  });

  it("is frozen plain data, all the way down", () => {
    const expression = defineExpression("hasAnyRole('A', 'B') and not hasRole('C')");
    expect(JSON.parse(JSON.stringify(expression))).toEqual(expression);
    expect(() => Object.assign(expression, { kind: "or" })).toThrow(TypeError);
    const [first] = "parts" in expression ? expression.parts : [];
    expect(() => (first as unknown as { roles: string[] }).roles.push("C")).toThrow(TypeError);
  });
});

const word = fc.stringMatching(/^[A-Za-zÄ€ :.|&()-]{1,8}$/u);
// Never with both kinds of quotes: there is no way to write that.
const text = fc.tuple(word, fc.constantFrom("", "'", '"')).map(([letters, quote]) => `${letters}${quote}${letters}`);
const { expression: anyExpression } = fc.letrec<{ expression: Expression }>((tie) => {
  const parts = fc.array(tie("expression"), { minLength: 2, maxLength: 3 });
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: "large" },
      fc.constant<Expression>({ kind: "isAuthenticated" }),
      text.map<Expression>((role) => ({ kind: "hasRole", role })),
      fc.array(text, { minLength: 1, maxLength: 3 }).map<Expression>((roles) => ({ kind: "hasAnyRole", roles })),
      fc.constantFrom(...allPermissions).map<Expression>((permission) => ({ kind: "hasPermission", permission })),
      fc.tuple(text, text).map<Expression>(([name, value]) => ({ kind: "hasAttribute", name, value })),
      tie("expression").map<Expression>((inner) => ({ kind: "not", inner })),
      parts.map<Expression>((all) => ({ kind: "and", parts: all })),
      parts.map<Expression>((all) => ({ kind: "or", parts: all })),
    ),
  };
});

describe("the text of an expression", () => {
  it("EX-02 reads back as the same expression, with no more parentheses than it needs", () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const printed = expressionText(expression);
        fc.pre(printed.length <= 2_000);
        expect(parseExpression(printed)).toEqual({ ok: true, expression });
      }),
      { seed: 16, numRuns: 2_000 },
    );
    expect(expressionText(defineExpression("((hasRole(\"A\"))or(hasRole('B')and not(isAuthenticated())))"))).toBe(
      "hasRole('A') or hasRole('B') and not isAuthenticated",
    );
  });
});
