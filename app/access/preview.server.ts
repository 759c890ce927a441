import { sql } from "drizzle-orm";

import { memberships } from "../db/access.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import { differenceBetween, isEmpty, type Difference } from "./difference.ts";
import { compileRoleGraph, type AccessRules, type RoleGraph, type Standing } from "./role-graph.ts";
import { currentRoleGraph } from "./role-graph.server.ts";
import { changed, type RuleChange } from "./rule-change.ts";

/** What a change does to the people who have the same roles: how many they are, the first few by name, and what they gain and lose. */
export type Effect = Difference & { people: number; names: string[]; before: Standing; after: Standing };

/** What a change does: to whom, and to how many people altogether. */
export type Preview = { effects: Effect[]; people: number };

const NAMES_SHOWN = 5;

/** What a change of the rules as they stand would do to everybody it touches, before it is made. */
export const preview = async (change: RuleChange): Promise<Preview> =>
  previewOn((await currentRoleGraph()).rules, change);

/**
 * The same for these rules. People with the same roles stand together, the largest groups first, so that the answer stays short with a
 * million of them; superusers gain and lose nothing by roles and are left out, as are people who are disabled.
 */
export async function previewOn(rules: AccessRules, change: RuleChange, database: Database = db): Promise<Preview> {
  const [before, after] = [compileRoleGraph(rules), compileRoleGraph(changed(rules, change))];
  const touched = rolesTouched(before, after, change.roleId);
  const effects = (await peopleByRoles(touched, database))
    .map(({ roleIds, people, names }) => {
      const [was, will] = [before.standingOf(roleIds), after.standingOf(roleIds)];
      return { ...differenceBetween(was, will), people, names, before: was, after: will };
    })
    .filter((effect) => !isEmpty(effect));
  return { effects, people: effects.reduce((sum, effect) => sum + effect.people, 0) };
}

// Whoever inherits from the role that changes, now or afterwards.
function rolesTouched(before: RoleGraph, after: RoleGraph, roleId: string): string[] {
  const inherits = (graph: RoleGraph, id: string) => graph.lineageOf(id).includes(roleId);
  return before.rules.roles.map(({ id }) => id).filter((id) => inherits(before, id) || inherits(after, id));
}

type Alike = { roleIds: string[]; people: number; names: string[] };

async function peopleByRoles(touched: readonly string[], database: Database): Promise<Alike[]> {
  if (touched.length === 0) return [];
  const ids = sql.join(
    touched.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const { rows } = await database.execute<{ role_ids: string[]; people: string; names: string[] }>(sql`
    with held as (
      select ${memberships.userId} as user_id, array_agg(${memberships.roleId}::text order by ${memberships.roleId}) as role_ids
      from ${memberships} where ${memberships.userId} in
        (select ${memberships.userId} from ${memberships} where ${memberships.roleId} in (${ids}))
      group by ${memberships.userId}
    )
    select role_ids, count(*) as people, (array_agg(${users.username} order by ${users.username}))[1:${NAMES_SHOWN}] as names
    from held join ${users} on ${users.id} = held.user_id
    where ${users.isActive} and not ${users.isSuperuser}
    group by role_ids order by count(*) desc`);
  return rows.map(({ role_ids: roleIds, people, names }) => ({ roleIds, people: Number(people), names }));
}
