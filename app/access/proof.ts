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

/**
 * What somebody may do with a field, and what says so: the role that opens it furthest (FA-06), that nothing was set, that they have
 * everything, that nobody guards it, or that they have a step to take first.
 */
export type FieldProof = {
  readonly access: AccessLevel;
  readonly by: RoleNamed | "unset" | "everything" | "not-guarded" | "step-pending";
};

const MOST_SETS = 10;

type Known = {
  barriers: readonly Barrier[];
  /** The ways there are. */
  paths: readonly Path[];
  /** The ways there would be with one more role, each in one role that the person does not have. */
  others: readonly Path[];
  isAboutRow: boolean;
  /** A role and what it inherits from. */
  lineageOf: (roleId: string) => readonly string[];
};

/**
 * The smallest sets of edges that would open a way, smallest first: the conditions of a path that fail, a role that has a path, or, where
 * a row is asked about, a grant for it. Each is enough, and none is with less: a set that gives all that another one asks for, be it by a
 * role that inherits from the other's, is left out.
 */
export function missingSets({ barriers, paths, others, isAboutRow, lineageOf }: Known): MissingEdge[][] {
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
  return minimal(sets, lineageOf)
    .slice(0, MOST_SETS)
    .map((set) => [...before, ...set]);
}

const failing = ({ conditions, roles }: Path): MissingEdge[] =>
  conditions
    .filter((condition) => !condition.holds)
    .map((condition) => ({ kind: "condition", condition, role: roles.at(-1) ?? null }));

function minimal(sets: readonly MissingEdge[][], lineageOf: Known["lineageOf"]): MissingEdge[][] {
  const weighed = sets
    .toSorted((one, other) => one.length - other.length)
    .map((set) => ({
      set,
      asks: set.map(edgeName),
      gives: new Set(set.flatMap((edge) => [edgeName(edge), ...inheritedNames(edge, lineageOf)])),
    }));
  type Weighed = (typeof weighed)[number];
  const isWithin = (one: Weighed, other: Weighed) => one.asks.every((edge) => other.gives.has(edge));
  return weighed
    .filter(
      (one, index) =>
        !weighed.some((less, at) => isWithin(less, one) && less !== one && (at < index || !isWithin(one, less))),
    )
    .map(({ set }) => set);
}

// What makes a condition of one grant hold makes the same one of another grant hold.
function edgeName(edge: MissingEdge): string {
  if (edge.kind === "role") return roleName(edge.role.id);
  if (edge.kind === "condition") return `condition ${JSON.stringify(edge.condition.stored)}`;
  return edge.kind === "barrier" ? edge.barrier : edge.kind;
}

const roleName = (id: string) => `role ${id}`;

const inheritedNames = (edge: MissingEdge, lineageOf: Known["lineageOf"]) =>
  edge.kind === "role" ? lineageOf(edge.role.id).map(roleName) : [];
