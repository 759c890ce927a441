import { and, or, sql, type SQL } from "drizzle-orm";

import type { AnyModel } from "./model.server.ts";
import { hasObjectGrant } from "./object-grants.server.ts";
import type { Permission } from "./permissions.ts";
import { can, mayUse, type Principal } from "./principal.ts";

/**
 * The rows that `decide` allows this permission for, as a condition on the model's table: for lists, counts and searches (OP-07, AZ22), and
 * for the `where` of a write, so that what was decided still holds when it is done (AZ15).
 */
export function visible(principal: Principal, permission: Permission, model: AnyModel): SQL {
  if (can(principal, permission)) return sql`true`;
  if (!mayUse(principal, permission)) return sql`false`;
  const byCondition = principal.grants
    .filter((grant) => grant.permission === permission)
    .map(({ conditions }) => and(...conditions.map((condition) => condition.where(model.columns, principal))));
  return or(...byCondition, hasObjectGrant(principal, permission, model)) ?? sql`false`;
}
