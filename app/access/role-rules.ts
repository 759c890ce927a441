import type { RoleRule } from "../db/access.schema.ts";
import type { AccessRules } from "./role-graph.ts";
import { spelled } from "./spelled.ts";

/** A rule in one line, the same for the same rule: to compare it by, and for the audit log. */
export function ruleText(rule: RoleRule): string {
  switch (rule.kind) {
    case "inherits":
      return `inherits ${rule.parent}`;
    case "grant":
      return [rule.permission, ...rule.conditions.map((condition) => spelled(condition))].join(" ");
    case "field":
      return `${rule.model}.${rule.field}: ${rule.access}`;
    case "everything":
      return "*";
  }
}

/** The rules, each once. */
export const uniqueRules = (rules: readonly RoleRule[]): RoleRule[] => [
  ...new Map(rules.map((rule) => [ruleText(rule), rule])).values(),
];

/** The rules of `some` that are not among `others`. */
export function rulesBeyond(some: readonly RoleRule[], others: readonly RoleRule[]): RoleRule[] {
  const known = new Set(others.map(ruleText));
  return some.filter((rule) => !known.has(ruleText(rule)));
}

/** What the database says of a role, as the code would say it. */
export function storedRulesOf({ roles, parents, grants, fields }: AccessRules, roleId: string): RoleRule[] {
  const nameOf = (id: string) => roles.find((role) => role.id === id)?.name ?? "";
  const ofRole = <T extends { roleId: string }>(list: readonly T[]) => list.filter((one) => one.roleId === roleId);
  return [
    ...ofRole(parents).map(({ parentId }): RoleRule => ({ kind: "inherits", parent: nameOf(parentId) })),
    ...ofRole(grants).map(({ permission, conditions }): RoleRule => ({ kind: "grant", permission, conditions })),
    ...ofRole(fields).map(({ model, field, access }): RoleRule => ({ kind: "field", model, field, access })),
    ...(roles.some(({ id, grantsAll }) => id === roleId && grantsAll) ? [{ kind: "everything" } as const] : []),
  ];
}
