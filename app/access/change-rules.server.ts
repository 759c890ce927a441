import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { accessVersion, memberships, roles } from "../db/access.schema.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import { users } from "../db/users.schema.ts";
import { withReadConditions } from "./grant-conditions.ts";
import { gainText } from "./difference.ts";
import { covers, mayHandOut } from "./hand-out.ts";
import { rolesSharingBeyond } from "./hand-out.server.ts";
import type { SignedIn } from "./principal.ts";
import { graphsAround, previewOn, type Graphs, type Preview } from "./preview.server.ts";
import { compileRoleGraph, type AccessRules, type RoleGraph } from "./role-graph.ts";
import { loadRules } from "./role-graph.server.ts";
import { onlyAdded, type RuleChange } from "./rule-change.ts";
import { writeRuleChange } from "./write-rule-change.server.ts";

/** What an administrator is, for the rule that one must be left: somebody who may change roles. */
const ADMINISTRATION = "admin:roles";

export type ChangeOutcome =
  | { ok: true }
  | { ok: false; reason: "beyond-own" | "circle" | "last-administrator" | "defined-in-code" | "gone" | "rules-changed" }
  | { ok: false; reason: "condition"; message: string };

/**
 * Makes a change of the rules, in force from everybody's next request on. Refused: what would give more than the actor has (AZ08, AZ09), a
 * circle (AZ10), conditions that cannot be read, deleting a role that the code defines, since it would come back, and what would leave
 * nobody who may change roles. Two changes at once wait for each other, so that each is judged by the rules it really changes. The audit
 * row says what changed, and what how many people gained and lost by it. With `seen`, the version of the rules of which somebody saw what
 * it would do, it is refused where they have changed since: it might do something else by now.
 */
export const changeRules = (
  actor: SignedIn,
  asked: RuleChange,
  origin: Origin,
  seen?: number,
): Promise<ChangeOutcome> =>
  attempt(actor, asked, async (transaction, change, graphs) => {
    if (seen !== undefined && seen !== graphs.before.version) return { ok: false, reason: "rules-changed" };
    const effect = await previewOn(graphs, change.roleId, transaction);
    if (!(await writeRuleChange(transaction, change))) return { ok: true };
    const entry = { event: "role.changed", outcome: "done", actorId: actor.userId, targetId: change.roleId } as const;
    const details = { ...detailsOf(change), ...effectDetails(effect) };
    await recordEvent({ ...entry, details }, origin, transaction);
    return { ok: true };
  });

/** What `changeRules` would answer. The database is asked as well, and keeps nothing. */
export async function wouldChangeRules(actor: SignedIn, asked: RuleChange): Promise<ChangeOutcome> {
  const undone = Symbol("undone");
  try {
    return await attempt(actor, asked, async (transaction, change) => {
      await writeRuleChange(transaction, change);
      throw undone;
    });
  } catch (error) {
    if (error === undone) return { ok: true };
    throw error;
  }
}

async function attempt(
  actor: SignedIn,
  asked: RuleChange,
  make: (transaction: Transaction, change: RuleChange, graphs: Graphs) => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  const read = withReadConditions(asked);
  if ("problem" in read) return { ok: false, reason: "condition", message: read.problem };
  const { change } = read;
  try {
    return await db.transaction(async (transaction) => {
      await transaction.select().from(accessVersion).for("update");
      const graphs = graphsAround(await loadRules(transaction), change);
      const refusal = await refusalFor(transaction, actor, change, graphs);
      return refusal ?? (await make(transaction, change, graphs));
    });
  } catch (error) {
    const violated = violatedConstraint(error) ?? "";
    if (["role_parents_no_circle", "role_parents_not_itself"].includes(violated))
      return { ok: false, reason: "circle" };
    if (violated === "role_parents_parent_id_roles_id_fk") return { ok: false, reason: "gone" };
    throw error;
  }
}

async function refusalFor(
  transaction: Transaction,
  actor: SignedIn,
  change: RuleChange,
  graphs: Graphs,
): Promise<ChangeOutcome | null> {
  if (!graphs.before.rules.roles.some(({ id }) => id === change.roleId)) return { ok: false, reason: "gone" };
  const now = await asOfNow(transaction, actor, graphs.before);
  if (!now || !(await mayMake(transaction, now, change, graphs))) return { ok: false, reason: "beyond-own" };
  const isLeft = await leavesAnAdministrator(transaction, graphs.after);
  if (!isLeft) return { ok: false, reason: "last-administrator" };
  const staysInCode = change.kind === "delete-role" && (await isDefinedInCode(transaction, change.roleId));
  return staysInCode ? { ok: false, reason: "defined-in-code" } : null;
}

async function isDefinedInCode(transaction: Transaction, roleId: string): Promise<boolean> {
  const [role] = await transaction.select({ definition: roles.definedAs }).from(roles).where(eq(roles.id, roleId));
  return Boolean(role?.definition);
}

// Whoever waited for the lock may have lost what they had when their request began. Null when they may not change rules any more.
async function asOfNow(transaction: Transaction, actor: SignedIn, graph: RoleGraph): Promise<SignedIn | null> {
  const isActor = and(eq(users.id, actor.userId), users.isActive);
  const [user] = await transaction.select({ isSuperuser: users.isSuperuser }).from(users).where(isActor);
  if (!user) return null;
  const held = await transaction
    .select({ id: memberships.roleId })
    .from(memberships)
    .where(eq(memberships.userId, actor.userId));
  const standing = graph.standingOf(
    held.map(({ id }) => id),
    user.isSuperuser,
  );
  const isAdministrator = [...standing.permissions, ...standing.grants.map(({ permission }) => permission)];
  if (!isAdministrator.includes(ADMINISTRATION)) return null;
  return { ...actor, ...standing, user: { ...actor.user, isSuperuser: user.isSuperuser } };
}

/**
 * True when this change gives nothing that the actor does not have, and frees nobody of a strict condition. Anything else may be taken away
 * by whoever may change rules at all.
 */
async function mayMake(
  transaction: Transaction,
  actor: SignedIn,
  change: RuleChange,
  { before: graph, after }: Graphs,
): Promise<boolean> {
  if (actor.user.isSuperuser) return true;
  const isBound = (permission: string) => after.strict.some((grant) => grant.permission === permission);
  if (!graph.strict.every(({ permission }) => isBound(permission))) return false;
  if (change.kind === "add-parent")
    return mayHandOut(graph, actor, change.parentId, await rolesSharingBeyond(graph, actor, transaction));
  const added = onlyAdded(graph.rules, change);
  if (!added) return true;
  const [own, given] = [graph.standingOf(actor.roleIds), compileRoleGraph(added).standingOf([change.roleId])];
  return (own.holdsAll || !given.holdsAll) && covers(own, given);
}

// True when, by these rules, somebody who is active and stays may still change roles.
async function leavesAnAdministrator(transaction: Transaction, graph: RoleGraph): Promise<boolean> {
  const { grants, roles: all } = graph.rules;
  // Strict conditions bind superusers, too, and roles that grant everything: bound by one, nobody is sure to be able to.
  const isBound = graph.strict.some(({ permission }) => permission === ADMINISTRATION);
  const giving = new Set([
    ...grants.filter(isSureOfAdministration).map(({ roleId }) => roleId),
    ...all.filter(({ grantsAll }) => grantsAll && !isBound).map(({ id }) => id),
  ]);
  const able = all.map(({ id }) => id).filter((id) => graph.lineageOf(id).some((one) => giving.has(one)));
  const byRole = transaction
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(able.length > 0 ? inArray(memberships.roleId, able) : sql`false`);
  const bySuperuser = isBound ? sql`false` : users.isSuperuser;
  const [found] = await transaction
    .select({ id: users.id })
    .from(users)
    .where(and(users.isActive, isNull(users.erasedAfter), or(bySuperuser, inArray(users.id, byRole))))
    .limit(1);
  return found !== undefined;
}

const isSureOfAdministration = ({ permission, conditions }: AccessRules["grants"][number]) =>
  permission === ADMINISTRATION && conditions.length === 0;

// Of a grant the conditions as text: a row of the log holds plain values only.
function detailsOf(change: RuleChange): Record<string, string | boolean | null> {
  const { roleId, ...details } =
    change.kind === "grant" ? { ...change, conditions: JSON.stringify(change.conditions) } : change;
  return { ...details, role: roleId };
}

const LONGEST = 500;

// By whole signs: half of one is no text to PostgreSQL, and a role named so could never be changed again.
const beginningOf = (text: string) => [...text].slice(0, LONGEST).join("");

// A row of the log names what anybody gained or lost, not who: that is up to the memberships of the moment.
function effectDetails({ people, effects, others }: Preview): Record<string, string | number> {
  const texts = (of: "gains" | "losses") =>
    beginningOf([...new Set(effects.flatMap((effect) => effect[of].map(gainText)))].join("; "));
  const details = { people, gained: texts("gains"), lost: texts("losses") };
  return others.people > 0 ? { ...details, others: others.people } : details;
}
