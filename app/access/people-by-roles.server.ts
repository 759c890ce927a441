import { inArray, sql } from "drizzle-orm";

import { memberships } from "../db/access.schema.ts";
import type { Database } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";

/** People who have exactly the same roles, and a few of them by name. */
export type Alike = { roleIds: string[]; people: number; names: string[] };

/** The largest groups, and what is left of everybody. */
export type PeopleByRoles = { groups: Alike[]; others: { people: number; groups: number } };

const NAMES_SHOWN = 5;

/**
 * Everybody who has one of these roles themselves, by all the roles they have: at most `most` groups, the largest first. Superusers and
 * people who are disabled are left out. Takes about three seconds where it is a million people in ten thousand groups.
 */
export async function groupPeopleByRoles(
  database: Database,
  roleIds: readonly string[],
  most: number,
): Promise<PeopleByRoles> {
  const { rows } = await database.execute<GroupRow>(selectGroups(roleIds, most));
  const names = await namesOf(
    database,
    rows.flatMap(({ some }) => some),
  );
  const groups = rows.map(({ role_ids: ids, people, some }) => ({
    roleIds: ids,
    people,
    names: some.flatMap((id) => names.get(id) ?? []).toSorted(),
  }));
  const [every] = rows;
  const people = (every?.all_people ?? 0) - groups.reduce((sum, group) => sum + group.people, 0);
  return { groups, others: { people, groups: (every?.all_groups ?? 0) - groups.length } };
}

/** Superusers whose account is in use: as people who stand alike, whatever roles they have besides. */
export async function groupSuperusers(database: Database): Promise<Alike> {
  const rows = await database
    .select({ name: users.username })
    .from(users)
    .where(sql`${users.isSuperuser} and ${users.isActive}`)
    .orderBy(users.username);
  return { roleIds: [], people: rows.length, names: rows.slice(0, NAMES_SHOWN).map(({ name }) => name) };
}

type GroupRow = { role_ids: string[]; people: number; some: string[]; all_people: number; all_groups: number };

// Memberships are read in the order of their key, so that nothing is sorted; names are looked up for the few who are shown.
const selectGroups = (roleIds: readonly string[], most: number) => sql`
  with held as (
    select user_id, array_agg(role_id) as role_ids
    from (
      select ${memberships.userId}, ${memberships.roleId} from ${memberships}
      where ${memberships.userId} in (
        select ${memberships.userId} from ${memberships} where ${memberships.roleId} = any(${sql.param(roleIds)}::uuid[])
      )
      and ${memberships.userId} not in (select ${users.id} from ${users} where not ${users.isActive} or ${users.isSuperuser})
      order by ${memberships.userId}, ${memberships.roleId}
    ) as one
    group by user_id
  )
  select role_ids::text[], count(*)::int as people, (array_agg(user_id))[1:${NAMES_SHOWN}]::text[] as some,
    (sum(count(*)) over ())::int as all_people, (count(*) over ())::int as all_groups
  from held group by role_ids order by people desc, role_ids limit ${most}`;

async function namesOf(database: Database, ids: string[]): Promise<Map<string, string>> {
  const { id, username } = users;
  const found = ids.length > 0 ? await database.select({ id, username }).from(users).where(inArray(id, ids)) : [];
  return new Map(found.map((user) => [user.id, user.username]));
}
