import { and, eq, inArray } from "drizzle-orm";

import { handOutsOf, type HandOuts } from "../access/hand-out.server.ts";
import { memberships } from "../db/access.schema.ts";
import type { Transaction } from "../db/client.server.ts";
import { changed, refused, type Actor, type Change } from "./change-person.server.ts";

/** Gives a person a role that the actor may hand out (AZ08); a second time changes nothing (RB-04). */
export async function giveRole({ principal }: Actor, roleId: string): Promise<Change> {
  const rules = await handOutsOf(principal);
  return (transaction, { user }) => exchange(transaction, user.id, rules, { give: [roleId], take: [] });
}

/** Takes a role from a person that the actor might also give them. */
export async function takeRole({ principal }: Actor, roleId: string): Promise<Change> {
  const rules = await handOutsOf(principal);
  return (transaction, { user }) => exchange(transaction, user.id, rules, { give: [], take: [roleId] });
}

/** Leaves a person with exactly the roles of these names. Those that they keep need no right to hand them out. */
export async function setRoles({ principal }: Actor, names: readonly string[]): Promise<Change> {
  const rules = await handOutsOf(principal);
  return async (transaction, { user }) => {
    // A name that there is not stays as it is, and is found to be no role.
    const wanted = names.map((name) => rules.roles.find((role) => role.name === name)?.id ?? name);
    const rows = await transaction.select().from(memberships).where(eq(memberships.userId, user.id));
    const held = rows.map(({ roleId }) => roleId);
    const give = wanted.filter((id) => !held.includes(id));
    const take = held.filter((id) => !wanted.includes(id));
    return exchange(transaction, user.id, rules, { give, take });
  };
}

type Exchange = { give: readonly string[]; take: readonly string[] };

async function exchange(transaction: Transaction, userId: string, rules: HandOuts, { give, take }: Exchange) {
  const named = [...give, ...take];
  if (!named.every((id) => rules.roles.some((role) => role.id === id))) return refused("unknown-role");
  if (!named.every(rules.mayHandOut)) return refused("beyond-own-rights");
  const rows = give.map((roleId) => ({ userId, roleId }));
  const added =
    rows.length > 0 ? await transaction.insert(memberships).values(rows).onConflictDoNothing().returning() : [];
  const gone = await transaction
    .delete(memberships)
    .where(and(eq(memberships.userId, userId), inArray(memberships.roleId, [...take])))
    .returning();
  return changed(
    ...added.map(({ roleId }) => ({ event: "membership.added" as const, details: { roleId } })),
    ...gone.map(({ roleId }) => ({ event: "membership.removed" as const, details: { roleId } })),
  );
}
