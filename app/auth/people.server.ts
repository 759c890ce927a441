import { and, asc, desc, eq, gt, inArray, isNull, like, lt, or, sql, type SQL } from "drizzle-orm";

import { memberships, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { fullNameOf, users, type User } from "../db/users.schema.ts";
import { canonicalUsername } from "./identifiers.ts";
import type { PeopleState } from "./people-states.ts";

/** Which people, and which page of them: those made before `before` or after `after` (ids), or the newest. */
export type PeopleQuery = {
  /** How a user name, an e-mail address, a full name or a last name begins, in any case. Every character stands for itself (AZ33). */
  search?: string | undefined;
  state?: PeopleState | undefined;
  /** The name of a role that they were given themselves. */
  role?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

/** A person as a list shows them. */
export type ListedPerson = Pick<
  User,
  "id" | "username" | "email" | "firstName" | "lastName" | "isActive" | "isStaff" | "isSuperuser" | "lastLogin"
> & { isVerified: boolean; isLeaving: boolean; roles: string[] };

/** A page of people, newest first. `older` and `newer` are what to give as `before` and `after` for the pages beside it. */
export type PeoplePage = { people: ListedPerson[]; older: string | null; newer: string | null };

/** How many people a page has unless told otherwise, and at most. */
export const PEOPLE_A_PAGE = { usual: 50, most: 100 };

/** Finds people. Every look is a few index scans that stop after a page, however many people there are; nobody is counted. */
export async function listPeople(query: PeopleQuery): Promise<PeoplePage> {
  const limit = Math.min(query.limit ?? PEOPLE_A_PAGE.usual, PEOPLE_A_PAGE.most);
  const roleId = query.role ? await findRoleId(query.role) : undefined;
  if (roleId === null) return { people: [], older: null, newer: null };
  const found = await selectPeople({ ...query, roleId, limit: limit + 1 });
  const page = found.slice(0, limit);
  if (query.after) page.reverse();
  const isMore = found.length > limit;
  const [first, last] = [page[0]?.id ?? null, page.at(-1)?.id ?? null];
  const given = await rolesOf(page.map(({ id }) => id));
  return {
    people: page.map((person) => ({ ...person, roles: given.get(person.id) ?? [] })),
    older: query.after || isMore ? last : null,
    newer: query.after ? (isMore ? first : null) : query.before ? first : null,
  };
}

/** The statement behind `listPeople`, so that a test can have it explained. */
export function selectPeople(query: Omit<PeopleQuery, "role"> & { roleId?: string | undefined }) {
  const { search, state, roleId, before, after, limit = PEOPLE_A_PAGE.usual } = query;
  const { id, username, email, firstName, lastName, isActive, isStaff, isSuperuser, lastLogin } = users;
  const isVerified = sql<boolean>`${users.emailVerifiedAt} is not null`;
  const isLeaving = sql<boolean>`${users.erasedAfter} is not null`;
  const people = db
    .select({
      id,
      username,
      email,
      firstName,
      lastName,
      isActive,
      isStaff,
      isSuperuser,
      lastLogin,
      isVerified,
      isLeaving,
    })
    .from(users)
    .$dynamic();
  if (roleId) people.innerJoin(memberships, and(eq(memberships.userId, id), eq(memberships.roleId, roleId)));
  const place = [before ? lt(id, before) : undefined, after ? gt(id, after) : undefined];
  return people
    .where(and(search ? beginsWith(search) : undefined, state && isIn[state], ...place))
    .orderBy(after ? asc(id) : desc(id))
    .limit(limit);
}

async function findRoleId(name: string): Promise<string | null> {
  const [role] = await db.select({ id: roles.id }).from(roles).where(eq(roles.name, name));
  return role?.id ?? null;
}

const isIn: Record<PeopleState, SQL | undefined> = {
  active: and(sql`${users.isActive}`, isNull(users.erasedAfter)),
  disabled: sql`not ${users.isActive}`,
  unverified: isNull(users.emailVerifiedAt),
  staff: sql`${users.isStaff}`,
  superuser: sql`${users.isSuperuser}`,
};

function beginsWith(search: string): SQL | undefined {
  const pattern = `${search.replace(/[\\%_]/g, "\\$&")}%`;
  const canonical = canonicalUsername(pattern); // folded like an address too
  return or(
    like(users.canonicalUsername, canonical),
    like(users.canonicalEmail, canonical),
    like(fullNameOf(users), sql`lower(${pattern})`),
    like(sql`lower(${users.lastName})`, sql`lower(${pattern})`),
  );
}

async function rolesOf(ids: string[]): Promise<Map<string, string[]>> {
  const rows = ids.length === 0 ? [] : await selectRoles(ids);
  const byPerson = new Map<string, string[]>();
  for (const { userId, name } of rows) byPerson.set(userId, [...(byPerson.get(userId) ?? []), name]);
  return byPerson;
}

const selectRoles = (ids: string[]) =>
  db
    .select({ userId: memberships.userId, name: roles.name })
    .from(memberships)
    .innerJoin(roles, eq(roles.id, memberships.roleId))
    .where(inArray(memberships.userId, ids))
    .orderBy(asc(roles.name));
