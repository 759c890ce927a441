import { eq, inArray } from "drizzle-orm";

import { recordEvent, withoutRequest } from "../audit/record.server.ts";
import { accessVersion, roles, type RoleRule } from "../db/access.schema.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import type { DefinedRoles } from "./define-roles.ts";
import type { Permission } from "./permissions.ts";
import type { AccessRules } from "./role-graph.ts";
import { loadRules } from "./role-graph.server.ts";
import { ruleText, storedRulesOf } from "./role-rules.ts";
import { isInSync, planRoleSync, type RoleSync, type RuleOfRole } from "./role-sync.ts";
import type { RuleChange } from "./rule-change.ts";
import { writeRuleChange } from "./write-rule-change.server.ts";

/**
 * Brings the roles that the code defines into the database, by the difference to last time (RB-15, RB-18). Run after `syncPermissions`; safe to
 * repeat and from several processes at once. All or nothing, with one audit event that names the difference; where there is none, nothing is
 * written and no compiled graph becomes old. Throws where a name is taken, and where a parent of the code closes a circle with one that an
 * administrator added.
 */
export async function syncRoles(defined: DefinedRoles): Promise<void> {
  try {
    await db.transaction(async (transaction) => {
      // The same lock as for changes on the pages, so that nothing changes between looking and writing.
      await transaction.select().from(accessVersion).for("update");
      const rules = await loadRules(transaction);
      const stored = await transaction
        .select({ id: roles.id, name: roles.name, definedAs: roles.definedAs })
        .from(roles);
      const sync = planRoleSync(
        defined,
        stored.map((role) => ({ ...role, rules: storedRulesOf(rules, role.id) })),
      );
      if (isInSync(sync)) return;
      await writeSync(transaction, sync, defined, rules);
      await recordEvent(
        { event: "roles.synced", outcome: "done", details: detailsOf(sync) },
        withoutRequest,
        transaction,
      );
    });
  } catch (error) {
    if (violatedConstraint(error) !== "role_parents_no_circle") throw error;
    throw new Error("What the roles of the code inherit closes a circle with what was added on /admin/roles.", {
      cause: error,
    });
  }
}

async function writeSync(
  transaction: Transaction,
  { created, adopted, redefined, released, taken, given }: RoleSync,
  defined: DefinedRoles,
  rules: AccessRules,
): Promise<void> {
  for (const name of created) await transaction.insert(roles).values({ name, ...definitionOf(defined, name) });
  for (const name of [...adopted, ...redefined])
    await transaction.update(roles).set(definitionOf(defined, name)).where(eq(roles.name, name));
  if (released.length > 0)
    await transaction.update(roles).set({ definedAs: null }).where(inArray(roles.name, released));
  const ids = new Map(
    (await transaction.select({ name: roles.name, id: roles.id }).from(roles)).map(({ name, id }) => [name, id]),
  );
  const idOf = (name: string) => ids.get(name) ?? "";
  for (const one of taken)
    for (const change of takingAway(one, idOf, rules)) await writeRuleChange(transaction, change);
  for (const one of given) await writeRuleChange(transaction, giving(one, idOf));
}

const definitionOf = (defined: DefinedRoles, name: string) => {
  const definedAs = defined[name];
  return definedAs ? { definedAs, description: definedAs.description } : {};
};

type IdOf = (name: string) => string;

function giving({ role, rule }: RuleOfRole, idOf: IdOf): RuleChange {
  const roleId = idOf(role);
  switch (rule.kind) {
    case "inherits":
      return { kind: "add-parent", roleId, parentId: idOf(rule.parent) };
    case "grant":
      return { kind: "grant", roleId, permission: rule.permission as Permission, conditions: rule.conditions };
    case "field":
      return { ...rule, roleId };
    case "everything":
      return { kind: "grants-all", roleId, grantsAll: true };
  }
}

function takingAway({ role, rule }: RuleOfRole, idOf: IdOf, { grants }: AccessRules): RuleChange[] {
  const roleId = idOf(role);
  switch (rule.kind) {
    case "inherits":
      return [{ kind: "remove-parent", roleId, parentId: idOf(rule.parent) }];
    case "grant":
      return grants
        .filter((grant) => grant.roleId === roleId && isSaidBy(rule, grant))
        .map(({ id }) => ({ kind: "ungrant", roleId, grantId: id }));
    case "field":
      return [{ ...rule, roleId, access: null }];
    case "everything":
      return [{ kind: "grants-all", roleId, grantsAll: false }];
  }
}

const isSaidBy = (rule: RoleRule, { permission, conditions }: AccessRules["grants"][number]) =>
  ruleText(rule) === ruleText({ kind: "grant", permission, conditions });

// Names of roles and rules only: no personal data.
function detailsOf({ taken, given, ...roleNames }: RoleSync): Record<string, string> {
  const lines = (rules: RuleOfRole[]) => rules.map(({ role, rule }) => `${role} ${ruleText(rule)}`);
  const said = { ...roleNames, taken: lines(taken), given: lines(given) };
  return Object.fromEntries(
    Object.entries(said)
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => [name, list.join("; ")]),
  );
}
