import type { StoredCondition } from "../db/access.schema.ts";
import type { AccessLevel } from "../db/access-level.ts";
import type { Permission } from "./permissions.ts";
import type { Standing } from "./role-graph.ts";
import { ruleText } from "./role-rules.ts";
import { spelled } from "./spelled.ts";

/** One thing that a standing has and another has not. */
export type Gain =
  | { kind: "permission"; permission: Permission; conditions: readonly StoredCondition[] }
  | { kind: "role"; name: string }
  | { kind: "field"; model: string; field: string; access: AccessLevel };

/** What changes for people with the same roles. */
export type Difference = { gains: Gain[]; losses: Gain[] };

/**
 * What somebody gains and loses between two standings. A field whose access changes is both: the new one is gained, the old one lost. Of
 * somebody who has everything, before or afterwards, no field is named: rules about fields do not bind them.
 */
export function differenceBetween(before: Standing, after: Standing): Difference {
  const isBound = !before.holdsAll && !after.holdsAll;
  const [was, will] = [before, after].map((standing) => everythingIn(standing, isBound)) as [Gain[], Gain[]];
  return { gains: beyond(was, will), losses: beyond(will, was) };
}

/** What is gained in a line each, as the audit log has it. */
export function gainText(gain: Gain): string {
  switch (gain.kind) {
    case "permission":
      return ruleText({ kind: "grant", permission: gain.permission, conditions: [...gain.conditions] });
    case "field":
      return ruleText(gain);
    case "role":
      return `role ${gain.name}`;
  }
}

/** True when nothing changes. */
export const isEmpty = ({ gains, losses }: Difference): boolean => gains.length === 0 && losses.length === 0;

function beyond(base: readonly Gain[], other: readonly Gain[]): Gain[] {
  const known = new Set(base.map(keyOf));
  return other.filter((gain) => !known.has(keyOf(gain)));
}

function everythingIn({ permissions, grants, roles, fieldRules }: Standing, withFields: boolean): Gain[] {
  return [
    ...permissions.map((permission): Gain => ({ kind: "permission", permission, conditions: [] })),
    ...grants.map(({ permission, conditions }): Gain => ({
      kind: "permission",
      permission,
      conditions: conditions.map((condition) => condition.stored),
    })),
    ...roles.map((name): Gain => ({ kind: "role", name })),
    ...Object.entries(withFields ? fieldRules : {}).flatMap(([model, fields]) =>
      Object.entries(fields).map(([field, access]): Gain => ({ kind: "field", model, field, access })),
    ),
  ];
}

// The database has its own order for the settings of a condition.
const keyOf = (gain: Gain) => spelled(gain);
