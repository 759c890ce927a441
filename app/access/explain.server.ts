import { eq } from "drizzle-orm";

import { now } from "../clock.ts";
import { memberships } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { holdsSafely } from "./conditions-hold.server.ts";
import type { Circumstances, Condition } from "./condition.ts";
import type { Subject } from "./model.server.ts";
import { findObjectGrants, findRolesSharedWith } from "./object-grants.server.ts";
import type { Permission } from "./permissions.ts";
import type { SignedIn } from "./principal.ts";
import { missingSets, type Barrier, type ConditionSeen, type Path, type Proof, type RoleNamed } from "./proof.ts";
import { currentRoleGraph } from "./role-graph.server.ts";
import { chainsFrom, pathsOfAll, pathsThrough, type UnseenPath } from "./role-paths.ts";

/** What is asked: about a row or about none, at a moment, from an address; of somebody who cannot sign in, if so. */
export type Question = { subject?: Subject; at?: Date; address?: string | null; isDisabled?: boolean };

type Chains = ReadonlyMap<string, readonly RoleNamed[]>;

/**
 * Why the principal may or may not do this: every path from them to the permission with the values that its conditions saw, and, when none
 * holds, the smallest sets of edges that are missing (RB-11, OP-05). Worked out when somebody asks and not at each decision; it says what
 * `decide` says, by the rules as they are now. No condition may have been settled for the principal yet (`findPrincipal` gives such a one).
 */
export async function explain(principal: SignedIn, permission: Permission, question: Question = {}): Promise<Proof> {
  const { subject, at = now(), address = null, isDisabled = false } = question;
  const graph = await currentRoleGraph();
  const chains = chainsFrom(graph, await roleIdsOf(principal.userId));
  const strangers = graph.rules.roles
    .filter(({ id }) => !chains.has(id))
    .map(({ id, name }) => [id, [{ id, name }]] as const);
  const circumstances = { principal, row: subject?.row ?? null, clock: () => at, address };
  const see = (paths: readonly UnseenPath[]) => Promise.all(paths.map((path) => seePath(path, circumstances)));
  const paths = await see([
    ...(principal.user.isSuperuser ? pathsOfAll(graph, permission, [], "superuser") : []),
    ...pathsThrough(graph, chains, permission),
    ...(subject ? await pathsByObjectGrant(principal, permission, subject, chains) : []),
  ]);
  const others = await see([
    ...pathsThrough(graph, new Map(strangers), permission),
    ...(subject ? await pathsByRolesShared(permission, subject, new Map(strangers)) : []),
  ]);
  const barriers = barriersFor(principal, permission, isDisabled);
  return {
    allowed: barriers.length === 0 && paths.some((path) => path.holds),
    barriers,
    paths: paths.toSorted((one, other) => Number(other.holds) - Number(one.holds)),
    missing: missingSets({ barriers, paths, others, isAboutRow: subject !== undefined, lineageOf: graph.lineageOf }),
  };
}

async function roleIdsOf(userId: string): Promise<string[]> {
  const rows = await db.select({ id: memberships.roleId }).from(memberships).where(eq(memberships.userId, userId));
  return rows.map(({ id }) => id);
}

async function pathsByObjectGrant(
  principal: SignedIn,
  permission: Permission,
  subject: Subject,
  chains: Chains,
): Promise<UnseenPath[]> {
  const grants = await findObjectGrants(subject, permission, principal);
  return grants.map(({ roleId }) => ({
    roles: (roleId && chains.get(roleId)) || [],
    end: "object-grant",
    conditions: [],
  }));
}

async function pathsByRolesShared(permission: Permission, subject: Subject, strangers: Chains): Promise<UnseenPath[]> {
  const roleIds = await findRolesSharedWith(subject, permission);
  return roleIds.flatMap((id) => {
    const roles = strangers.get(id);
    return roles ? [{ roles, end: "object-grant", conditions: [] } as const] : [];
  });
}

async function seePath({ roles, end, conditions }: UnseenPath, circumstances: Circumstances): Promise<Path> {
  const seen = await Promise.all(conditions.map((condition) => seeCondition(condition, circumstances)));
  return { roles, end, conditions: seen, holds: seen.every((condition) => condition.holds) };
}

async function seeCondition(condition: Condition, circumstances: Circumstances): Promise<ConditionSeen> {
  const holds = await holdsSafely(condition, circumstances);
  return { stored: condition.stored, seen: sawSafely(condition, circumstances), holds };
}

// A condition of somebody's own may fail here as it may when it decides, and must not take the whole answer with it.
function sawSafely(condition: Condition, circumstances: Circumstances): ConditionSeen["seen"] {
  try {
    return condition.saw(circumstances);
  } catch {
    return {};
  }
}

function barriersFor(principal: SignedIn, permission: Permission, isDisabled: boolean): Barrier[] {
  const barriers: (Barrier | false)[] = [
    isDisabled && "disabled",
    principal.pending !== null && "step-pending",
    principal.scopes !== null && !principal.scopes.includes(permission) && "scope",
  ];
  return barriers.filter((barrier) => barrier !== false);
}
