import type { Expression } from "../access/expression.ts";
import { defineExpression } from "../access/expression-parser.ts";
import type { Policy } from "./policy.ts";

const read = new WeakMap<Policy, Expression>();

/** What a policy's `when` says, read once for each policy; null without one. Throws when it is no expression (EX-05). */
export function expressionOf(policy: Policy): Expression | null {
  if (policy.when === undefined) return null;
  const expression = read.get(policy) ?? defineExpression(policy.when);
  read.set(policy, expression);
  return expression;
}
