import { allPermissions } from "#app/access/permissions.ts";

import type { Input } from "./start.ts";

const FAMILIES = 15;
const DEPTH = 4;
const PEOPLE = 100;

type Question = { person: string; permission: string };

/** Access rules for three libraries, and questions about them. `roles` are named by person. */
export type AccessInput = Input & {
  roles: string[];
  parents: [role: string, parent: string][];
  grants: [role: string, permission: string][];
  memberships: [person: string, role: string][];
  permissionsOf: Record<string, string[]>;
  questions: Question[];
};

/**
 * Rules of a middling company: 60 roles four deep, one grant each, 100 people with one role each; and 900 questions, one for each
 * person and permission, of which four in nine are to be answered with yes.
 */
export function accessRules(): AccessInput {
  const families = Array.from({ length: FAMILIES }, (_, family) => family);
  const depths = Array.from({ length: DEPTH }, (_, depth) => depth);
  const all = families.flatMap((family) => depths.map((depth) => ({ family, depth })));
  const people = Array.from({ length: PEOPLE }, (_, i) => ({ person: `person-${i}`, family: i % FAMILIES }));
  const permissionsOf = Object.fromEntries(
    people.map(({ person, family }) => [person, depths.map((depth) => granted(family, depth))]),
  );
  const questions = people.flatMap(({ person }) => allPermissions.map((permission) => ({ person, permission })));
  return {
    roles: all.map(({ family, depth }) => named(family, depth)),
    parents: all
      .filter(({ depth }) => depth > 0)
      .map(({ family, depth }) => [named(family, depth), named(family, depth - 1)]),
    grants: all.map(({ family, depth }) => [named(family, depth), granted(family, depth)]),
    memberships: people.map(({ person, family }) => [person, named(family, DEPTH - 1)]),
    permissionsOf,
    questions,
    cases: questions.length,
    holding: questions.filter(({ person, permission }) => permissionsOf[person]?.includes(permission)).length,
  };
}

const named = (family: number, depth: number) => `role-${family}-${depth}`;
// Steps of two through nine permissions: a family's four roles never grant the same one.
const granted = (family: number, depth: number) =>
  allPermissions[(family + depth * 2) % allPermissions.length] as string;
