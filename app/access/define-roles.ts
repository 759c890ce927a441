import type { DefinedRole, RoleRule, StoredCondition } from "../db/access.schema.ts";
import { accessLevels, type AccessLevel } from "../db/access-level.ts";
import { readGrantConditions } from "./grant-conditions.ts";
import type { AnyModel } from "./model.server.ts";
import { readPermission, type PermissionSpelling } from "./permissions.ts";
import { isRoleName } from "./role-name.ts";
import { uniqueRules } from "./role-rules.ts";

/** A permission that a role gives: by itself, or with the conditions that must all hold. */
export type GrantDefinition = PermissionSpelling | readonly [PermissionSpelling, ...StoredCondition[]];

/** What the code says of a role. */
export type RoleDefinition<Parent extends string = string> = {
  readonly description?: string;
  /** It has everything that these have (RB-07). */
  readonly inherits?: readonly Parent[];
  /** `"*"` is every permission there is and will be, rows and fields included (RB-14, C-23). */
  readonly grants?: "*" | readonly GrantDefinition[];
  /** By model and field. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, AccessLevel>>>>;
};

/** Roles by their names, ready to be synced. */
export type DefinedRoles<Name extends string = string> = Readonly<Record<Name, DefinedRole>>;

type Guarded = Pick<AnyModel, "name" | "guardedFields">;

/**
 * Reads the roles that the code defines (RB-15). A permission or parent that does not exist does not compile. Throws, naming the role, for
 * these too where types were got around, and for circles, odd names, conditions that cannot be read and fields that no model guards:
 * where this stands in a module, nothing starts. What is said twice counts once.
 */
export function defineRoles<const Name extends string>(
  definitions: { readonly [Own in Name]: RoleDefinition<Exclude<NoInfer<Name>, Own>> },
  models: readonly Guarded[],
): DefinedRoles<Name> {
  const all = Object.entries<RoleDefinition>(definitions);
  const parents = new Map(all.map(([name, { inherits = [] }]) => [name, inherits]));
  const defined = all.map(([name, definition]) => {
    if (!isRoleName(name)) refuse(name, "is no name for a role");
    refuseCircles(name, parents);
    return [name, { description: definition.description ?? "", rules: rulesOf(name, definition, models) }] as const;
  });
  return Object.freeze(Object.fromEntries(defined)) as DefinedRoles<Name>;
}

function rulesOf(
  role: string,
  { inherits = [], grants = [], fields = {} }: RoleDefinition,
  models: readonly Guarded[],
): RoleRule[] {
  return uniqueRules([
    ...inherits.map((parent): RoleRule => ({ kind: "inherits", parent })),
    ...(grants === "*" ? [{ kind: "everything" } as const] : grants.map((grant) => grantRule(role, grant))),
    ...Object.entries(fields).flatMap(([model, levels]) =>
      Object.entries(levels).map(([field, access]) => fieldRule(role, { model, field, access }, models)),
    ),
  ]);
}

function grantRule(role: string, grant: GrantDefinition): RoleRule {
  const [name, ...given] = typeof grant === "string" ? [grant] : grant;
  const permission = readPermission(name) ?? refuse(role, `gives ${JSON.stringify(name)}, which is no permission`);
  const read = readGrantConditions(given);
  if (!read.ok) return refuse(role, `gives ${permission} under a condition that cannot be read: ${read.message}`);
  return { kind: "grant", permission, conditions: read.conditions };
}

type FieldLevel = { model: string; field: string; access: AccessLevel };

function fieldRule(role: string, { model, field, access }: FieldLevel, models: readonly Guarded[]): RoleRule {
  const isGuarded = models.some(({ name, guardedFields }) => name === model && guardedFields.includes(field));
  if (!isGuarded) refuse(role, `speaks of ${model}.${field}, which no model guards`);
  if (!accessLevels.includes(access)) refuse(role, `says ${JSON.stringify(access)} of ${model}.${field}`);
  return { kind: "field", model, field, access };
}

function refuseCircles(role: string, parents: ReadonlyMap<string, readonly string[]>): void {
  const ancestors = new Set(parents.get(role));
  for (const name of ancestors) {
    if (!parents.has(name)) refuse(role, `inherits from ${JSON.stringify(name)}, which is not defined`);
    for (const parent of parents.get(name) ?? []) ancestors.add(parent); // a Set grows while it is walked
  }
  if (ancestors.has(role)) refuse(role, "inherits from itself, directly or through others");
}

function refuse(role: string, problem: string): never {
  throw new Error(`The role ${JSON.stringify(role)} ${problem.replace(/\.$/, "")}.`);
}
