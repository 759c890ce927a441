import { accessLevels } from "../db/access-level.ts";
import type { Principal } from "./principal.ts";
import type { FieldRules, RoleGraph, Standing } from "./role-graph.ts";
import { spelled } from "./spelled.ts";

const none: ReadonlySet<string> = new Set();

/**
 * Whether `actor` may give this role to people or take it from them (AZ08): a superuser any role, everybody else one that holds nothing
 * beyond what they hold themselves. Since that is so, no chain of hand-outs makes anybody more powerful than whoever began it, themselves
 * included (AZ09). A permission that they hold only under conditions counts for a role under the same conditions or more. `sharing` names
 * the roles with which something was shared that is beyond the actor: rows are not in the graph.
 */
export function mayHandOut(
  graph: RoleGraph,
  actor: Principal,
  roleId: string,
  sharing: ReadonlySet<string> = none,
): boolean {
  if (!actor.isAuthenticated || actor.pending || actor.scopes) return false;
  if (!graph.rules.roles.some(({ id }) => id === roleId)) return false;
  if (actor.user.isSuperuser) return true;
  // From the graph, not from the principal: what holds for them at this hour or address has become a plain permission in there.
  const own = graph.standingOf(actor.roleIds);
  if (own.holdsAll) return true;
  const given = graph.standingOf([roleId]);
  const isBeyond = given.roleIds.some((id) => sharing.has(id) && !own.roleIds.includes(id));
  return !given.holdsAll && !isBeyond && covers(own, given);
}

/** True when `own` has everything that `given` has, each thing under the same conditions or fewer. */
export function covers(own: Standing, given: Standing): boolean {
  return (
    given.permissions.every((permission) => own.permissions.includes(permission)) &&
    given.grants.every((grant) => own.permissions.includes(grant.permission) || own.grants.some(isWithin(grant))) &&
    (own.holdsAll || coversFields(own.fieldRules, given.fieldRules))
  );
}

/** A grant whose conditions all stand on `given` too: it holds wherever that one does. */
const isWithin = (given: Standing["grants"][number]) => {
  const asked = given.conditions.map(({ stored }) => spelled(stored));
  return (own: Standing["grants"][number]) =>
    own.permission === given.permission && own.conditions.every(({ stored }) => asked.includes(spelled(stored)));
};

// A field that no role of theirs names counts as hidden to them, also in a model that leaves such fields open.
const coversFields = (own: FieldRules, given: FieldRules): boolean =>
  Object.entries(given).every(([model, fields]) =>
    Object.entries(fields).every(
      ([field, level]) => accessLevels.indexOf(level) <= accessLevels.indexOf(own[model]?.[field] ?? "hidden"),
    ),
  );
