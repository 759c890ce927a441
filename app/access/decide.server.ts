import { now } from "../clock.ts";
import { allHold, type Answer } from "./conditions-hold.server.ts";
import type { Subject } from "./model.server.ts";
import { holdsObjectGrant } from "./object-grants.server.ts";
import type { Permission } from "./permissions.ts";
import { can, mayUse, type Principal } from "./principal.ts";

/**
 * Whether the principal may do this, to this row. Allowed when some path holds: a role gives the permission, without conditions or with
 * every one of them true; or the row was shared with the person or a role of theirs (RU-02, OP-03, OP-05). Never for somebody with a
 * step to take, and never past the scopes of a key or token. At most one statement, and only where no role settles it; where one does,
 * the answer is there at once, unless a condition takes its time.
 */
export function decide(principal: Principal, permission: Permission, subject?: Subject): Answer {
  if (can(principal, permission)) return true;
  if (!subject || !mayUse(principal, permission)) return false;
  const waiting: Promise<boolean>[] = [];
  const circumstances = { principal, row: subject.row, clock: now, address: null };
  for (const grant of principal.grants) {
    if (grant.permission !== permission) continue;
    const answer = allHold(grant.conditions, circumstances);
    if (answer === true) return true;
    if (answer !== false) waiting.push(answer);
  }
  return anyOf(waiting, () => holdsObjectGrant(principal, permission, subject));
}

async function anyOf(waiting: readonly Promise<boolean>[], otherwise: () => Promise<boolean>): Promise<boolean> {
  for (const answer of waiting) if (await answer) return true;
  return otherwise();
}
