import { db, type Database } from "../db/client.server.ts";
import { differenceBetween, isEmpty, type Difference } from "./difference.ts";
import { withReadConditions } from "./grant-conditions.ts";
import { groupPeopleByRoles, groupSuperusers, type PeopleByRoles } from "./people-by-roles.server.ts";
import { compileRoleGraph, type AccessRules, type RoleGraph, type Standing } from "./role-graph.ts";
import { currentRoleGraph } from "./role-graph.server.ts";
import { changed, type RuleChange } from "./rule-change.ts";

/** What a change does to the people who have the same roles: how many they are, a few by name, and what they gain and lose. */
export type Effect = Difference & { people: number; names: string[]; before: Standing; after: Standing };

/**
 * What a change does: to whom, and to how many people altogether. `others` have one of the roles too, but stand in groups so many and so
 * small that nobody would read on: what it does to them has not been worked out. `version` is that of the
 * rules that this was worked out from.
 */
export type Preview = { effects: Effect[]; people: number; others: PeopleByRoles["others"]; version: number };

const MOST_GROUPS = 100;

/** What a change of the rules as they stand would do to everybody it touches, before it is made. */
export async function preview(asked: RuleChange): Promise<Preview> {
  const read = withReadConditions(asked);
  const change = "problem" in read ? asked : read.change;
  return previewOn(graphsAround((await currentRoleGraph()).rules, change), change.roleId);
}

/** The rules before a change and after it. */
export type Graphs = { before: RoleGraph; after: RoleGraph };

/** Compiles these rules as they are, and as a change would leave them. */
export const graphsAround = (rules: AccessRules, change: RuleChange): Graphs => ({
  before: compileRoleGraph(rules),
  after: compileRoleGraph(changed(rules, change)),
});

/**
 * The same for a change of this role between these graphs. People with the same roles stand together, the largest groups first, so that the answer stays short with a
 * million of them; people who are disabled are left out. Superusers gain and lose nothing by roles, but strict conditions bind them too.
 */
export async function previewOn({ before, after }: Graphs, roleId: string, database: Database = db): Promise<Preview> {
  const touched = rolesTouched(before, after, roleId);
  const { groups, others } = await groupPeopleByRoles(database, touched, MOST_GROUPS);
  const superusers = { ...(await groupSuperusers(database)), isSuperuser: true };
  const effects = [superusers, ...groups.map((group) => ({ ...group, isSuperuser: false }))]
    .map(({ roleIds, people, names, isSuperuser }) => {
      const [was, will] = [before.standingOf(roleIds, isSuperuser), after.standingOf(roleIds, isSuperuser)];
      return { ...differenceBetween(was, will), people, names, before: was, after: will };
    })
    .filter((effect) => effect.people > 0 && !isEmpty(effect));
  return { effects, people: effects.reduce((sum, effect) => sum + effect.people, 0), others, version: before.version };
}

// Whoever inherits from the role that changes, now or afterwards; where a strict condition comes or goes, whoever has everything as well.
function rolesTouched(before: RoleGraph, after: RoleGraph, roleId: string): string[] {
  const isBinding = !isEmpty(differenceBetween(before.standingOf([], true), after.standingOf([], true)));
  const everything = before.rules.roles.filter(({ grantsAll }) => isBinding && grantsAll).map(({ id }) => id);
  const changing = new Set([roleId, ...everything]);
  const inherits = (graph: RoleGraph, id: string) => graph.lineageOf(id).some((one) => changing.has(one));
  return before.rules.roles.map(({ id }) => id).filter((id) => inherits(before, id) || inherits(after, id));
}
