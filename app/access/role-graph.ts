import type { StoredCondition } from "../db/access.schema.ts";
import { accessLevels, type AccessLevel } from "../db/access-level.ts";
import { bindsEverybody, conditionOf } from "./condition-types.ts";
import type { Condition } from "./condition.ts";
import { noStanding } from "./no-standing.ts";
import { allPermissions, isPermission, type Permission } from "./permissions.ts";
import { spelled } from "./spelled.ts";

/** The access rules as they stand in the database at one version. */
export type AccessRules = {
  version: number;
  roles: { id: string; name: string; grantsAll: boolean }[];
  parents: { roleId: string; parentId: string }[];
  grants: { id: string; roleId: string; permission: string; conditions: StoredCondition[] }[];
  fields: { roleId: string; model: string; field: string; access: AccessLevel }[];
};

/** A permission that counts only where every one of its conditions holds. */
export type ConditionalGrant = { readonly permission: Permission; readonly conditions: readonly Condition[] };

/** The same with the role that gives it. Without conditions it always counts. */
export type RoleGrant = ConditionalGrant & { readonly roleId: string };

/** What roles say about the guarded fields of each model, by model and field. */
export type FieldRules = Readonly<Record<string, Readonly<Record<string, AccessLevel>>>>;

/** What a set of roles adds up to. `roles` and `roleIds` hold the inherited ones too; `permissions` those that need no condition. */
export type Standing = {
  readonly roles: readonly string[];
  readonly roleIds: readonly string[];
  readonly permissions: readonly Permission[];
  readonly grants: readonly ConditionalGrant[];
  readonly fieldRules: FieldRules;
  /** A superuser, or somebody with a role that grants all: every permission and field, but for strict conditions (C-15). */
  readonly holdsAll: boolean;
};

export type RoleGraph = {
  readonly version: number;
  /** `isSuperuser` adds everything there is, and no role. */
  readonly standingOf: (roleIds: readonly string[], isSuperuser?: boolean) => Standing;
  /** A role and everything it inherits from, itself first. */
  readonly lineageOf: (roleId: string) => readonly string[];
  readonly rules: AccessRules;
  /** The grants of a role's own, without what it inherits. */
  readonly grantsOf: (roleId: string) => readonly RoleGrant[];
  /** What binds even those who have everything, by permission: one of these must hold. */
  readonly strict: readonly ConditionalGrant[];
};

const MOST_STANDINGS = 10_000;

/**
 * Compiles the rules of one version, so that a request only looks its answer up. A role has everything its parents have (RB-07);
 * circles and unknown ids do no harm (RB-09). A grant with conditions is kept apart: whether it counts is decided for each request and row.
 * Nothing is read before somebody has the role: of ten thousand roles and their conditions, a process meets few between two changes.
 */
export function compileRoleGraph(rules: AccessRules): RoleGraph {
  const standings = new Map<string, Standing>();
  const sources = readRules(rules);
  return {
    version: rules.version,
    rules,
    grantsOf: sources.grantsOf,
    strict: sources.strict,
    lineageOf: sources.lineageOf,
    standingOf(roleIds, isSuperuser = false) {
      if (roleIds.length === 0 && !isSuperuser) return noStanding;
      const key = `${isSuperuser ? "*" : ""}${roleIds.toSorted().join()}`;
      if (standings.size > MOST_STANDINGS) standings.clear(); // there are more sets of roles than anybody has
      const held = () => new Set(roleIds.flatMap((id) => sources.lineageOf(id)));
      const known = standings.get(key) ?? addUp(sources, [...held()].toSorted(), isSuperuser);
      standings.set(key, known);
      return known;
    },
  };
}

type Sources = ReturnType<typeof readRules>;

// The rules by the role that they are about, each read when it is first asked for.
function readRules({ roles, parents, grants, fields }: AccessRules) {
  const [parentsOf, storedOf, fieldsOf] = [byRole(parents), byRole(grants), byRole(fields)];
  const roleOf = new Map(roles.map((role) => [role.id, role]));
  const grantsOf = memoize((roleId) => storedOf(roleId).flatMap(readGrant));
  return { roleOf, grantsOf, fieldsOf, lineageOf: memoize(lineages(parentsOf)), strict: strictGrants(grants) };
}

function byRole<Rule extends { roleId: string }>(rules: readonly Rule[]): (roleId: string) => readonly Rule[] {
  const found = new Map<string, Rule[]>();
  for (const rule of rules) {
    const others = found.get(rule.roleId);
    if (others) others.push(rule);
    else found.set(rule.roleId, [rule]);
  }
  return (roleId) => found.get(roleId) ?? [];
}

const readGrant = ({ roleId, permission, conditions }: AccessRules["grants"][number]): RoleGrant[] =>
  isPermission(permission) ? [{ roleId, permission, conditions: conditions.map((stored) => conditionOf(stored)) }] : [];

// Where every grant of a permission has a strict condition, that is what even somebody who has everything must meet: one grant's.
function strictGrants(grants: AccessRules["grants"]): ConditionalGrant[] {
  const isFree = ({ conditions }: AccessRules["grants"][number]) => !conditions.some(bindsEverybody);
  const free = new Set(grants.filter(isFree).map((grant) => grant.permission));
  return grants
    .filter(({ permission }) => !free.has(permission))
    .flatMap(readGrant)
    .map(({ permission, conditions }) => ({ permission, conditions: conditions.filter((one) => one.isStrict) }));
}

const lineages =
  (parentsOf: (roleId: string) => readonly { parentId: string }[]) =>
  (roleId: string): string[] => {
    const seen = new Set([roleId]);
    for (const id of seen) for (const { parentId } of parentsOf(id)) seen.add(parentId); // a Set grows while it is walked
    return [...seen];
  };

function addUp(sources: Sources, roleIds: readonly string[], isSuperuser: boolean): Standing {
  const held = roleIds.flatMap((id) => sources.roleOf.get(id) ?? []);
  const own = roleIds.flatMap((id) => sources.grantsOf(id));
  const holdsAll = isSuperuser || held.some((role) => role.grantsAll);
  const bound = new Set(sources.strict.map((grant) => grant.permission));
  const unconditional = own.filter((grant) => grant.conditions.length === 0).map((grant) => grant.permission);
  const permissions = holdsAll ? allPermissions.filter((name) => !bound.has(name)) : unconditional;
  const conditional = eachOnce(
    own.filter((grant) => grant.conditions.length > 0 && !permissions.includes(grant.permission)),
  );
  return Object.freeze({
    roles: Object.freeze(held.map((role) => role.name).toSorted()),
    roleIds: Object.freeze(held.map((role) => role.id)),
    permissions: Object.freeze([...new Set(permissions)].toSorted()),
    grants: Object.freeze(holdsAll ? [...conditional, ...sources.strict] : conditional),
    fieldRules: Object.freeze(addUpFields(roleIds.flatMap((id) => sources.fieldsOf(id)))),
    holdsAll,
  });
}

// Several roles may say the same: said once, it is looked at once, and the planner of a list does not count its rows twice.
const eachOnce = (grants: readonly RoleGrant[]): RoleGrant[] => [
  ...new Map(
    grants.map((grant) => [spelled([grant.permission, grant.conditions.map(({ stored }) => stored)]), grant]),
  ).values(),
];

// Of several roles the most permissive wins (FA-06).
function addUpFields(fields: AccessRules["fields"]): FieldRules {
  // Without a prototype: a model called `__proto__` would otherwise write into every object there is.
  const added = bare<Record<string, AccessLevel>>();
  for (const { model, field, access } of fields) {
    const ofModel = (added[model] ??= bare());
    const known = ofModel[field];
    if (!known || accessLevels.indexOf(access) > accessLevels.indexOf(known)) ofModel[field] = access;
  }
  return added;
}

const bare = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

function memoize<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
