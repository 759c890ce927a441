import { and, eq, ne } from "drizzle-orm";

import { roleGrants, roleParents, roles } from "../db/access.schema.ts";
import type { Transaction } from "../db/client.server.ts";
import { fieldAccess } from "../db/field-access.schema.ts";
import type { RuleChange } from "./rule-change.ts";

/** Writes a change of the rules as it is, after whoever asks has been found to be allowed it. False when all of it was so already. */
export async function writeRuleChange(transaction: Transaction, change: RuleChange): Promise<boolean> {
  return (await write(transaction, change)).length > 0;
}

// Each gives the rows that it wrote or removed.
function write(transaction: Transaction, change: RuleChange): PromiseLike<{ roleId: string }[]> {
  const { roleId } = change;
  switch (change.kind) {
    case "add-parent":
      return transaction
        .insert(roleParents)
        .values({ roleId, parentId: change.parentId })
        .onConflictDoNothing()
        .returning();
    case "remove-parent":
      return transaction
        .delete(roleParents)
        .where(and(eq(roleParents.roleId, roleId), eq(roleParents.parentId, change.parentId)))
        .returning();
    case "grant":
      return transaction
        .insert(roleGrants)
        .values({ roleId, permission: change.permission, conditions: change.conditions })
        .onConflictDoNothing()
        .returning();
    case "ungrant":
      return transaction
        .delete(roleGrants)
        .where(and(eq(roleGrants.id, change.grantId), eq(roleGrants.roleId, roleId)))
        .returning();
    case "grants-all":
      return transaction
        .update(roles)
        .set({ grantsAll: change.grantsAll })
        .where(and(eq(roles.id, roleId), ne(roles.grantsAll, change.grantsAll)))
        .returning({ roleId: roles.id });
    case "field":
      return writeField(transaction, change);
    case "delete-role":
      return transaction.delete(roles).where(eq(roles.id, roleId)).returning({ roleId: roles.id });
  }
}

function writeField(
  transaction: Transaction,
  { roleId, model, field, access }: Extract<RuleChange, { kind: "field" }>,
): PromiseLike<{ roleId: string }[]> {
  const rule = and(eq(fieldAccess.roleId, roleId), eq(fieldAccess.model, model), eq(fieldAccess.field, field));
  if (access === null) return transaction.delete(fieldAccess).where(rule).returning();
  const target = [fieldAccess.roleId, fieldAccess.model, fieldAccess.field];
  return transaction
    .insert(fieldAccess)
    .values({ roleId, model, field, access })
    .onConflictDoUpdate({ target, set: { access }, setWhere: ne(fieldAccess.access, access) })
    .returning();
}
