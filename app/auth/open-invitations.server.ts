import { desc, eq, gt, lt, and, inArray } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { invitations } from "../db/one-time-tokens.schema.ts";
import { users } from "../db/users.schema.ts";
import type { Actor } from "./change-person.server.ts";

const PAGE = 50;

/** An invitation that nobody has taken up yet. `inviter` is null when they are gone. */
export type OpenInvitation = {
  id: string;
  email: string;
  createdAt: Date;
  expiresAt: Date;
  inviter: string | null;
  roles: string[];
};

/** A page of open invitations, newest first; `older` is what to give as `before` for the next, null on the last. */
export async function listInvitations(
  before?: string,
): Promise<{ invitations: OpenInvitation[]; older: string | null }> {
  const { id, email, createdAt, expiresAt, roleIds } = invitations;
  const found = await db
    .select({ id, email, createdAt, expiresAt, roleIds, inviter: users.username })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(gt(expiresAt, now()), before && isId(before) ? lt(id, before) : undefined))
    .orderBy(desc(id))
    .limit(PAGE + 1);
  const page = found.slice(0, PAGE);
  const named = await rolesNamed(page.flatMap((one) => one.roleIds));
  return {
    invitations: page.map(({ roleIds: ids, ...rest }) => ({
      ...rest,
      roles: ids.flatMap((one) => named.get(one) ?? []),
    })),
    older: found.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

// Roles that were deleted in the meantime have no name, and will not be given.
async function rolesNamed(ids: string[]): Promise<Map<string, string>> {
  const { id, name } = roles;
  const found = ids.length === 0 ? [] : await db.select({ id, name }).from(roles).where(inArray(id, ids));
  return new Map(found.map((role) => [role.id, role.name]));
}

/** Takes an invitation back: its link opens nothing any more. False when it is gone already. */
export async function withdrawInvitation({ principal, origin }: Actor, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  return db.transaction(async (transaction) => {
    const gone = await transaction.delete(invitations).where(eq(invitations.id, id)).returning({ id: invitations.id });
    if (gone.length === 0) return false;
    const event = { event: "invitation.withdrawn", outcome: "done", actorId: principal.userId, targetId: id } as const;
    await recordEvent(event, origin, transaction);
    return true;
  });
}
