import type { StoredCondition } from "../db/access.schema.ts";
import type { AccessLevel } from "../db/access-level.ts";
import type { Permission } from "./permissions.ts";
import type { Standing } from "./role-graph.ts";
import { ruleText } from "./role-rules.ts";

/** One thing that a standing has and another has not. */
export type Gain =
  | { kind: "permission"; permission: Permission; conditions: readonly StoredCondition[] }
  | { kind: "role"; name: string }
  | { kind: "field"; model: string; field: string; access: AccessLevel };

/** What changes for people with the same roles. */
export type Difference = { gains: Gain[]; losses: Gain[] };

/** What somebody gains and loses between two standings. A field whose access changes is both: the new one is gained, the old one lost. */
export function differenceBetween(before: Standing, after: Standing): Difference {
  return { gains: missingIn(before, after), losses: missingIn(after, before) };
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

function missingIn(base: Standing, other: Standing): Gain[] {
  const known = new Set(everythingIn(base).map(keyOf));
  return everythingIn(other).filter((gain) => !known.has(keyOf(gain)));
}

function everythingIn({ permissions, grants, roles, fieldRules }: Standing): Gain[] {
  return [
    ...permissions.map((permission): Gain => ({ kind: "permission", permission, conditions: [] })),
    ...grants.map(({ permission, conditions }): Gain => ({
      kind: "permission",
      permission,
      conditions: conditions.map((condition) => condition.stored),
    })),
    ...roles.map((name): Gain => ({ kind: "role", name })),
    ...Object.entries(fieldRules).flatMap(([model, fields]) =>
      Object.entries(fields).map(([field, access]): Gain => ({ kind: "field", model, field, access })),
    ),
  ];
}

const keyOf = (gain: Gain) => JSON.stringify(gain);
