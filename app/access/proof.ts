import type { StoredCondition } from "../db/access.schema.ts";
import type { AccessLevel } from "../db/access-level.ts";
import type { Seen } from "./condition.ts";

/** A role as it stands on a path. */
export type RoleNamed = { readonly id: string; readonly name: string };

/** A condition on a path: what it asks for, the values it saw, and whether that was enough. */
export type ConditionSeen = { readonly stored: StoredCondition; readonly seen: Seen; readonly holds: boolean };

/** What gives the permission at the end of a path. */
export type PathEnd = "grant" | "grants-all" | "object-grant" | "superuser";

/**
 * One way from a person to a permission: the role they have, the ones it inherits from down to the one that gives it (none when it was given
 * to them directly), and the conditions on it. It holds when all of them do.
 */
export type Path = {
  readonly roles: readonly RoleNamed[];
  readonly end: PathEnd;
  readonly conditions: readonly ConditionSeen[];
  readonly holds: boolean;
};

/** What stands before every path: none of them counts while it is there. */
export type Barrier = "disabled" | "step-pending" | "scope";

/** One edge that is not there. */
export type MissingEdge =
  | { readonly kind: "barrier"; readonly barrier: Barrier }
  | { readonly kind: "role"; readonly role: RoleNamed }
  | { readonly kind: "condition"; readonly condition: ConditionSeen; readonly role: RoleNamed | null }
  | { readonly kind: "object-grant" };

/** Why somebody may or may not do something (RB-11). `missing` is empty when they may; otherwise each of its sets would be enough. */
export type Proof = {
  readonly allowed: boolean;
  readonly barriers: readonly Barrier[];
  readonly paths: readonly Path[];
  readonly missing: readonly (readonly MissingEdge[])[];
};

/** What somebody may do with a field, and what says so: a role, nothing that was set, or that they have everything. */
export type FieldProof = {
  readonly access: AccessLevel;
  readonly by: RoleNamed | "unset" | "everything" | "not-guarded";
};

const MOST_SETS = 10;

/**
 * The smallest sets of edges that would open a way, smallest first: the conditions of a path that fail, a role that has a path (`others`: the
 * paths of roles that the person does not have), or, where a row is asked about, a grant for it.
 */
export function missingSets(
  barriers: readonly Barrier[],
  paths: readonly Path[],
  others: readonly Path[],
  isAboutRow: boolean,
): MissingEdge[][] {
  const before = barriers.map((barrier): MissingEdge => ({ kind: "barrier", barrier }));
  if (paths.some((path) => path.holds)) return before.length > 0 ? [before] : [];
  const sets = [
    ...paths.map(failing),
    ...others.map((path) => [
      ...path.roles.slice(0, 1).map((role): MissingEdge => ({ kind: "role", role })),
      ...failing(path),
    ]),
    ...(isAboutRow ? [[{ kind: "object-grant" } as const]] : []),
  ];
  return sets
    .toSorted((one, other) => one.length - other.length)
    .slice(0, MOST_SETS)
    .map((set) => [...before, ...set]);
}

const failing = ({ conditions, roles }: Path): MissingEdge[] =>
  conditions
    .filter((condition) => !condition.holds)
    .map((condition) => ({ kind: "condition", condition, role: roles.at(-1) ?? null }));
