import { now } from "../clock.ts";
import { holdsSafely } from "./conditions-hold.server.ts";
import type { Circumstances } from "./condition.ts";
import type { Subject } from "./model.server.ts";
import { holdsObjectGrant } from "./object-grants.server.ts";
import type { Permission } from "./permissions.ts";
import { can, mayUse, type Principal } from "./principal.ts";
import type { ConditionalGrant } from "./role-graph.ts";

/**
 * Whether the principal may do this, to this row. Allowed when some path holds: a role gives the permission, without conditions or with
 * every one of them true; or the row was shared with the person or a role of theirs (RU-02, OP-03, OP-05). Never for somebody with a
 * step to take, and never past the scopes of a key or token. At most one statement, and only where no role settles it.
 */
export async function decide(principal: Principal, permission: Permission, subject?: Subject): Promise<boolean> {
  if (can(principal, permission)) return true;
  if (!subject || !mayUse(principal, permission)) return false;
  const circumstances = { principal, row: subject.row, at: now(), address: null };
  const grants = principal.grants.filter((grant) => grant.permission === permission);
  for (const grant of grants) if (await isMet(grant, circumstances)) return true;
  return holdsObjectGrant(principal, permission, subject);
}

async function isMet({ conditions }: ConditionalGrant, circumstances: Circumstances): Promise<boolean> {
  for (const condition of conditions) if (!(await holdsSafely(condition, circumstances))) return false;
  return true;
}
