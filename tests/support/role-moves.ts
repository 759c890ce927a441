import { asc, sql } from "drizzle-orm";

import type { StoredCondition } from "#app/db/access.schema.ts";
import { accessVersion, memberships, roleGrants, roles } from "#app/db/access.schema.ts";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/users.schema.ts";
import { allPermissions, type Permission } from "#app/access/permissions.ts";
import { roleGraphAt } from "#app/access/role-graph.server.ts";
import { addParent, addToRole, createRole, grantPermission, removeFromRole } from "#app/access/roles.server.ts";
import type { RuleChange } from "#app/access/rule-change.ts";
import { writeRuleChange } from "#app/access/write-rule-change.server.ts";

/** One change of who may do what. Roles and people are given by a number, counted round among those that there are. */
export type RoleMove =
  | { kind: "make"; parents: number[] }
  | { kind: "inherit" | "stop-inheriting"; role: number; parent: number }
  | { kind: "grant"; role: number; permission: Permission; conditions: StoredCondition[] }
  | { kind: "ungrant"; grant: number }
  | { kind: "everything"; role: number; grantsAll: boolean }
  | { kind: "delete"; role: number }
  | { kind: "join" | "leave"; role: number; person: number };

/** What people may do: for each user name, their permissions, and those that they have under conditions only. */
export type Standings = Record<string, { always: readonly string[]; sometimes: readonly string[] }>;

const change = { actorId: null, origin: { requestId: null, address: null, userAgent: null } };

/** Makes the change in this process. One that is about nothing that is there, or would close a circle, changes nothing. */
export async function makeMove(move: RoleMove): Promise<void> {
  const ids = (await db.select({ id: roles.id }).from(roles).orderBy(asc(roles.id))).map(({ id }) => id);
  const role = (n: number) => ids[n % ids.length] ?? "";
  if (move.kind === "make") return makeRole([...new Set(ids.length > 0 ? move.parents.map(role) : [])]);
  if (ids.length === 0) return;
  if (move.kind === "ungrant") return ungrant(move.grant);
  const roleId = role(move.role);
  switch (move.kind) {
    case "inherit":
      return void (await addParent(roleId, role(move.parent), change));
    case "stop-inheriting":
      return write({ kind: "remove-parent", roleId, parentId: role(move.parent) });
    case "grant":
      return grantPermission(roleId, move.permission, change, move.conditions);
    case "everything":
      return write({ kind: "grants-all", roleId, grantsAll: move.grantsAll });
    case "delete":
      return write({ kind: "delete-role", roleId });
    case "join":
      return addToRole(await personAt(move.person), roleId, change);
    case "leave":
      return removeFromRole(await personAt(move.person), roleId, change);
  }
}

/** What everybody may do by the compiled graph of this process, asked for as every request does: with the version that the database has. */
export async function standingsByGraph(): Promise<Standings> {
  const [current] = await db.select().from(accessVersion);
  const graph = await roleGraphAt(current?.version ?? 0);
  const held = await db
    .select({
      username: users.username,
      roleIds: sql<
        string[]
      >`coalesce(array_agg(${memberships.roleId}) filter (where ${memberships.roleId} is not null), '{}')`,
    })
    .from(users)
    .leftJoin(memberships, sql`${memberships.userId} = ${users.id}`)
    .groupBy(users.username);
  return Object.fromEntries(
    held.map(({ username, roleIds }) => {
      const { permissions, grants } = graph.standingOf(roleIds);
      return [
        username,
        { always: permissions, sometimes: [...new Set(grants.map(({ permission }) => permission))].toSorted() },
      ];
    }),
  );
}

/** The same by one recursive query over the tables, which knows nothing of the graph. */
export async function standingsByQuery(): Promise<Standings> {
  const { rows } = await db.execute<{
    username: string;
    all: boolean | null;
    always: string[];
    sometimes: string[];
  }>(sql`
    with recursive held(user_id, role_id) as (
      select user_id, role_id from auth.memberships
      union
      select h.user_id, p.parent_id from held h join auth.role_parents p on p.role_id = h.role_id
    )
    select u.username, bool_or(r.grants_all) as all,
      coalesce(array_agg(distinct g.permission) filter (where g.conditions = '[]'), '{}') as always,
      coalesce(array_agg(distinct g.permission) filter (where g.conditions <> '[]'), '{}') as sometimes
    from auth.users u left join held h on h.user_id = u.id left join auth.roles r on r.id = h.role_id
      left join auth.role_grants g on g.role_id = h.role_id
    group by u.username`);
  return Object.fromEntries(
    rows.map(({ username, all, ...row }) => {
      const always: readonly string[] = all ? allPermissions : row.always;
      return [
        username,
        { always: always.toSorted(), sometimes: row.sometimes.filter((name) => !always.includes(name)).toSorted() },
      ];
    }),
  );
}

let made = 0;
async function makeRole(parents: string[]): Promise<void> {
  const outcome = await createRole({ name: `role ${process.pid} ${made++}`, parents }, change);
  if (!outcome.ok) throw new Error(outcome.reason);
}

async function ungrant(n: number): Promise<void> {
  const all = await db.select().from(roleGrants).orderBy(asc(roleGrants.id));
  const grant = all[n % all.length];
  if (grant) await write({ kind: "ungrant", roleId: grant.roleId, grantId: grant.id });
}

const write = (ruleChange: RuleChange) =>
  db.transaction(async (transaction) => void (await writeRuleChange(transaction, ruleChange)));

async function personAt(n: number): Promise<string> {
  const people = await db.select({ id: users.id }).from(users).orderBy(asc(users.id));
  return people[n % people.length]?.id ?? "";
}
