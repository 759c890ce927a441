import { and, eq } from "drizzle-orm";

import { roleGrants, roleParents, roles } from "../db/access.schema.ts";
import type { Transaction } from "../db/client.server.ts";
import { fieldAccess } from "../db/field-access.schema.ts";
import type { RuleChange } from "./rule-change.ts";

/** Writes a change of the rules as it is, after whoever asks has been found to be allowed it. Done twice it changes nothing more. */
export async function writeRuleChange(transaction: Transaction, change: RuleChange): Promise<void> {
  const { roleId } = change;
  switch (change.kind) {
    case "add-parent":
      await transaction.insert(roleParents).values({ roleId, parentId: change.parentId }).onConflictDoNothing();
      return;
    case "remove-parent":
      await transaction
        .delete(roleParents)
        .where(and(eq(roleParents.roleId, roleId), eq(roleParents.parentId, change.parentId)));
      return;
    case "grant":
      await transaction
        .insert(roleGrants)
        .values({ roleId, permission: change.permission, conditions: change.conditions })
        .onConflictDoNothing();
      return;
    case "ungrant":
      await transaction.delete(roleGrants).where(and(eq(roleGrants.id, change.grantId), eq(roleGrants.roleId, roleId)));
      return;
    case "grants-all":
      await transaction.update(roles).set({ grantsAll: change.grantsAll }).where(eq(roles.id, roleId));
      return;
    case "field":
      return writeField(transaction, change);
    case "delete-role":
      await transaction.delete(roles).where(eq(roles.id, roleId));
  }
}

async function writeField(transaction: Transaction, change: Extract<RuleChange, { kind: "field" }>): Promise<void> {
  const { roleId, model, field, access } = change;
  const rule = and(eq(fieldAccess.roleId, roleId), eq(fieldAccess.model, model), eq(fieldAccess.field, field));
  if (access === null) await transaction.delete(fieldAccess).where(rule);
  else
    await transaction
      .insert(fieldAccess)
      .values({ roleId, model, field, access })
      .onConflictDoUpdate({ target: [fieldAccess.roleId, fieldAccess.model, fieldAccess.field], set: { access } });
}
