import { now } from "../clock.ts";
import { holdsSafely } from "./conditions-hold.server.ts";
import type { Circumstances, Condition } from "./condition.ts";
import type { Caller } from "./principal.ts";
import type { ConditionalGrant } from "./role-graph.ts";

/**
 * Decides, once a request, every condition that is not about a row: the hour, the address, what the person is. A grant whose conditions
 * all hold becomes a plain permission, so that pages and guards may ask for it without a row; one of which the rest is about a row keeps
 * that rest; any other is left out. `address` is null where no request is.
 */
export async function settleConditions<Who extends Caller>(principal: Who, address: string | null): Promise<Who> {
  if (principal.grants.every(({ conditions }) => conditions.every((condition) => condition.dependsOnRow)))
    return principal;
  const moment = now();
  const circumstances = { principal, row: null, clock: () => moment, address };
  const settled = await Promise.all(principal.grants.map((grant) => settle(grant, circumstances)));
  const kept = settled.filter((grant) => grant !== null);
  const gained = kept.filter((grant) => grant.conditions.length === 0).map((grant) => grant.permission);
  const permissions = [...new Set([...principal.permissions, ...gained])].toSorted();
  const grants = kept.filter(({ permission }) => !permissions.includes(permission));
  return { ...principal, permissions, grants };
}

async function settle(grant: ConditionalGrant, circumstances: Circumstances): Promise<ConditionalGrant | null> {
  const [ofRow, ofMoment] = [grant.conditions.filter(isOfRow), grant.conditions.filter((one) => !isOfRow(one))];
  const held = await Promise.all(ofMoment.map((condition) => holdsSafely(condition, circumstances)));
  return held.every(Boolean) ? { ...grant, conditions: ofRow } : null;
}

const isOfRow = (condition: Condition) => condition.dependsOnRow;
