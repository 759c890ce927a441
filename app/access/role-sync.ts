import type { DefinedRole, RoleRule } from "../db/access.schema.ts";
import type { DefinedRoles } from "./define-roles.ts";
import { ruleText, rulesBeyond } from "./role-rules.ts";

/** A role as the database has it. `definedAs` is what the code said of it last time. */
export type StoredRole = { id: string; name: string; definedAs: DefinedRole | null; rules: readonly RoleRule[] };

/** Something that one role is given, or that is taken from it. */
export type RuleOfRole = { role: string; rule: RoleRule };

/** What a sync has to do. `released` are no longer in the code; `adopted` were made by hand, exactly as the code has them now. */
export type RoleSync = {
  created: string[];
  adopted: string[];
  redefined: string[];
  released: string[];
  taken: RuleOfRole[];
  given: RuleOfRole[];
};

/**
 * Works out what makes the database follow the code (RB-15): of each role the difference between what the code said last time and what it
 * says now, as far as the database differs. So what administrators changed stays as long as the code does not change the same thing, and a
 * role that left the code keeps what it has. Throws where somebody else made a role of a name that the code wants for another one.
 */
export function planRoleSync(defined: DefinedRoles, stored: readonly StoredRole[]): RoleSync {
  const sync: RoleSync = { created: [], adopted: [], redefined: [], released: [], taken: [], given: [] };
  const known = new Map(stored.map((role) => [role.name, role]));
  for (const [name, now] of Object.entries(defined)) planRole(sync, name, now, known.get(name));
  sync.released = stored.filter(({ name, definedAs }) => definedAs && !Object.hasOwn(defined, name)).map(nameOf);
  return sync;
}

/** True when the database says already what the code says. */
export const isInSync = (sync: RoleSync): boolean => Object.values(sync).every((list) => list.length === 0);

function planRole(sync: RoleSync, name: string, now: DefinedRole, stored: StoredRole | undefined): void {
  const last = stored?.definedAs;
  const before = last?.rules ?? [];
  const present = stored?.rules ?? [];
  if (!stored) sync.created.push(name);
  else if (!last) return adopt(sync, name, now, stored);
  else if (last.description !== now.description || !areSame(before, now.rules)) sync.redefined.push(name);
  const ofRole = (rule: RoleRule) => ({ role: name, rule });
  sync.given.push(...rulesBeyond(rulesBeyond(now.rules, before), present).map(ofRole));
  const gone = rulesBeyond(before, now.rules);
  sync.taken.push(...gone.filter((rule) => rulesBeyond([rule], present).length === 0).map(ofRole));
}

function adopt(sync: RoleSync, name: string, now: DefinedRole, { rules }: StoredRole): void {
  // Taking over another one would give its people, without a word, what nobody meant for them.
  if (!areSame(now.rules, rules)) throw new Error(takenText(name, now.rules, rules));
  sync.adopted.push(name);
}

const takenText = (name: string, code: readonly RoleRule[], theirs: readonly RoleRule[]) =>
  `The code defines a role ${JSON.stringify(name)}, and somebody made another one of that name on /admin/roles. ` +
  `Call yours something else, delete theirs, or let both say the same. ${sideText("Only in the code", rulesBeyond(code, theirs))}` +
  sideText("Only in theirs", rulesBeyond(theirs, code));

const sideText = (side: string, rules: readonly RoleRule[]) =>
  rules.length > 0 ? `${side}: ${rules.map(ruleText).join(", ")}. ` : "";

const areSame = (some: readonly RoleRule[], others: readonly RoleRule[]) =>
  rulesBeyond(some, others).length === 0 && rulesBeyond(others, some).length === 0;

const nameOf = ({ name }: StoredRole) => name;
