import type { Permission } from "./permissions.ts";
import { can, findAttribute, hasAnyRole, hasRole, type Caller, type Principal } from "./principal.ts";

/** What is asked of a person, as frozen plain data. Made by `parseExpression` only; `and` and `or` have at least two parts. */
export type Expression =
  | { readonly kind: "isAuthenticated" }
  | { readonly kind: "hasRole"; readonly role: string }
  | { readonly kind: "hasAnyRole"; readonly roles: readonly string[] }
  | { readonly kind: "hasPermission"; readonly permission: Permission }
  | { readonly kind: "hasAttribute"; readonly name: string; readonly value: string }
  | { readonly kind: "not"; readonly inner: Expression }
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] };

/**
 * True when the expression is true of somebody who is signed in all the way (EX-01). Anonymous people, and people with a step to take,
 * satisfy none, whatever it says: not even `not hasRole('GUEST')` (EX-06, C-10). Of a key or token with scopes it must be true of its owner as
 * well: what scopes take away, no `not` turns into a gain.
 */
export const holds = (expression: Expression, principal: Principal): boolean =>
  principal.isAuthenticated &&
  !principal.pending &&
  isTrueOf(principal, expression) &&
  (!principal.scopes || isTrueOf({ ...principal, scopes: null } as Caller, expression));

function isTrueOf(person: Caller, expression: Expression): boolean {
  switch (expression.kind) {
    case "isAuthenticated":
      return true;
    case "hasRole":
      return hasRole(person, expression.role);
    case "hasAnyRole":
      return hasAnyRole(person, expression.roles);
    case "hasPermission":
      return can(person, expression.permission);
    case "hasAttribute":
      return findAttribute(person, expression.name) === expression.value;
    case "not":
      return !isTrueOf(person, expression.inner);
    case "and":
      return expression.parts.every((part) => isTrueOf(person, part));
    case "or":
      return expression.parts.some((part) => isTrueOf(person, part));
  }
}

/** The one way to write an expression: reads back as the same data. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "isAuthenticated":
      return "isAuthenticated";
    case "hasRole":
      return called("hasRole", [expression.role]);
    case "hasAnyRole":
      return called("hasAnyRole", expression.roles);
    case "hasPermission":
      return called("hasPermission", [expression.permission]);
    case "hasAttribute":
      return called("hasAttribute", [expression.name, expression.value]);
    case "not":
      return `not ${within(expression.inner, ["and", "or"])}`;
    case "and":
      return expression.parts.map((part) => within(part, ["and", "or"])).join(" and ");
    case "or":
      return expression.parts.map((part) => within(part, ["or"])).join(" or ");
  }
}

const called = (name: string, texts: readonly string[]) => `${name}(${texts.map(quoted).join(", ")})`;

// There is no escaping: a text never has both kinds of quotes in it.
const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`);

function within(expression: Expression, weaker: readonly string[]): string {
  const text = expressionText(expression);
  return weaker.includes(expression.kind) ? `(${text})` : text;
}
