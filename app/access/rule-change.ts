import type { StoredCondition } from "../db/access.schema.ts";
import type { AccessLevel } from "../db/access-level.ts";
import type { Permission } from "./permissions.ts";
import type { AccessRules } from "./role-graph.ts";

/** One change of the rules, as an administrator makes it. */
export type RuleChange =
  | { kind: "add-parent"; roleId: string; parentId: string }
  | { kind: "remove-parent"; roleId: string; parentId: string }
  | { kind: "grant"; roleId: string; permission: Permission; conditions: StoredCondition[] }
  | { kind: "ungrant"; roleId: string; grantId: string }
  | { kind: "grants-all"; roleId: string; grantsAll: boolean }
  | { kind: "field"; roleId: string; model: string; field: string; access: AccessLevel | null }
  | { kind: "delete-role"; roleId: string };

/** The rules as they would be after a change. The database has the last word: it also refuses circles. */
export function changed(rules: AccessRules, change: RuleChange): AccessRules {
  const { roleId } = change;
  switch (change.kind) {
    case "add-parent":
      return { ...rules, parents: [...rules.parents, { roleId, parentId: change.parentId }] };
    case "remove-parent":
      return { ...rules, parents: rules.parents.filter((edge) => !isSame(edge, change)) };
    case "grant":
      return { ...rules, grants: [...rules.grants, newGrant(change)] };
    case "ungrant":
      return {
        ...rules,
        grants: rules.grants.filter((grant) => grant.id !== change.grantId || grant.roleId !== roleId),
      };
    case "grants-all":
      return {
        ...rules,
        roles: rules.roles.map((role) => (role.id === roleId ? { ...role, grantsAll: change.grantsAll } : role)),
      };
    case "field":
      return { ...rules, fields: [...rules.fields.filter((rule) => !isSameField(rule, change)), ...newField(change)] };
    case "delete-role":
      return withoutRole(rules, roleId);
  }
}

const newGrant = ({ roleId, permission, conditions }: Extract<RuleChange, { kind: "grant" }>) => ({
  id: "new",
  roleId,
  permission,
  conditions,
});

/**
 * The rules of a world in which no role has anything but what a change gives to one; null when it gives nothing by itself. What that role
 * holds there is what somebody must have who makes the change (AZ08). What comes with a parent is that role's own.
 */
export function onlyAdded(rules: AccessRules, change: RuleChange): AccessRules | null {
  const isGiving =
    change.kind === "grant" || change.kind === "field" || (change.kind === "grants-all" && change.grantsAll);
  const roles = rules.roles.map((role) => ({ ...role, grantsAll: false }));
  // In a model that leaves unset fields open, taking a rule away gives the field.
  const given = change.kind === "field" ? { ...change, access: change.access ?? ("writable" as const) } : change;
  return isGiving ? changed({ ...rules, roles, parents: [], grants: [], fields: [] }, given) : null;
}

type ParentEdge = { roleId: string; parentId: string };
type FieldChange = Extract<RuleChange, { kind: "field" }>;

const isSame = (one: ParentEdge, other: ParentEdge) => one.roleId === other.roleId && one.parentId === other.parentId;

const isSameField = (rule: AccessRules["fields"][number], { roleId, model, field }: FieldChange) =>
  rule.roleId === roleId && rule.model === model && rule.field === field;

const newField = ({ roleId, model, field, access }: FieldChange) => (access ? [{ roleId, model, field, access }] : []);

function withoutRole({ version, roles, parents, grants, fields }: AccessRules, roleId: string): AccessRules {
  return {
    version,
    roles: roles.filter(({ id }) => id !== roleId),
    parents: parents.filter((edge) => edge.roleId !== roleId && edge.parentId !== roleId),
    grants: grants.filter((grant) => grant.roleId !== roleId),
    fields: fields.filter((rule) => rule.roleId !== roleId),
  };
}
