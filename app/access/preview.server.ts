import { db, type Database } from "../db/client.server.ts";
import { differenceBetween, isEmpty, type Difference } from "./difference.ts";
import { groupPeopleByRoles, type PeopleByRoles } from "./people-by-roles.server.ts";
import { compileRoleGraph, type AccessRules, type RoleGraph, type Standing } from "./role-graph.ts";
import { currentRoleGraph } from "./role-graph.server.ts";
import { changed, type RuleChange } from "./rule-change.ts";

/** What a change does to the people who have the same roles: how many they are, a few by name, and what they gain and lose. */
export type Effect = Difference & { people: number; names: string[]; before: Standing; after: Standing };

/**
 * What a change does: to whom, and to how many people altogether. `others` have one of the roles too, but stand in groups so many and so
 * small that nobody would read on: what it does to them has not been worked out.
 */
export type Preview = { effects: Effect[]; people: number; others: PeopleByRoles["others"] };

const MOST_GROUPS = 100;

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
  const { groups, others } = await groupPeopleByRoles(database, touched, MOST_GROUPS);
  const effects = groups
    .map(({ roleIds, people, names }) => {
      const [was, will] = [before.standingOf(roleIds), after.standingOf(roleIds)];
      return { ...differenceBetween(was, will), people, names, before: was, after: will };
    })
    .filter((effect) => !isEmpty(effect));
  return { effects, people: effects.reduce((sum, effect) => sum + effect.people, 0), others };
}

// Whoever inherits from the role that changes, now or afterwards.
function rolesTouched(before: RoleGraph, after: RoleGraph, roleId: string): string[] {
  const inherits = (graph: RoleGraph, id: string) => graph.lineageOf(id).includes(roleId);
  return before.rules.roles.map(({ id }) => id).filter((id) => inherits(before, id) || inherits(after, id));
}
