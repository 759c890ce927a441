import { and, eq, gt, inArray, lte } from "drizzle-orm";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { days, fromNow, now } from "../clock.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { invitations, type Invitation } from "../db/one-time-tokens.schema.ts";
import type { User } from "../db/users.schema.ts";
import { invitationMail } from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import { emailField } from "./account-fields.ts";
import { canonicalEmail } from "./identifiers.ts";
import { linkTo } from "./links.server.ts";
import { hashToken, randomToken } from "./secrets.server.ts";
import { findByEmail } from "./users.server.ts";

const LIFE = days(7);
const BATCH = 1_000;

export type InviteOutcome = { ok: true } | { ok: false; reason: "malformed" | "has-account" };

/**
 * Invites somebody by mail, with roles that wait for whoever proves the address, by this link or any other way. Inviting again replaces
 * what was promised before, and its link.
 */
export async function invite(
  inviter: { id: string; name: string },
  given: { email: string; roleIds: string[] },
  origin: Origin,
): Promise<InviteOutcome> {
  const email = emailField.safeParse(given.email);
  if (!email.success) return { ok: false, reason: "malformed" };
  if (await findByEmail(email.data)) return { ok: false, reason: "has-account" };
  const token = randomToken();
  const promised = {
    roleIds: given.roleIds,
    tokenHash: hashToken(token),
    invitedBy: inviter.id,
    expiresAt: fromNow(LIFE),
  };
  await db.transaction(async (transaction) => {
    const [invitation] = await transaction
      .insert(invitations)
      .values({ ...promised, email: email.data, canonicalEmail: canonicalEmail(email.data) })
      .onConflictDoUpdate({ target: invitations.canonicalEmail, set: promised })
      .returning({ id: invitations.id });
    const mail = invitationMail(email.data, { inviter: inviter.name, link: linkTo("/invitation", token) });
    await queueMail(transaction, "invitation", mail);
    const details = { roles: given.roleIds.length };
    await recordEvent(
      { event: "invitation.sent", outcome: "done", actorId: inviter.id, targetId: invitation?.id ?? null, details },
      origin,
      transaction,
    );
  });
  return { ok: true };
}

/** The living invitation behind a link, or null. Looking uses nothing up. */
export async function findInvitation(token: string | null): Promise<Invitation | null> {
  if (!token) return null;
  const [found] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, hashToken(token)), gt(invitations.expiresAt, now())))
    .limit(1);
  return found ?? null;
}

/** Gives a person who has just proved their address the roles that were promised to it. Call it wherever an address is proven. */
export async function acceptInvitations(transaction: Database, user: User, origin: Origin): Promise<void> {
  const [accepted] = await transaction
    .delete(invitations)
    .where(and(eq(invitations.canonicalEmail, user.canonicalEmail), gt(invitations.expiresAt, now())))
    .returning();
  if (!accepted) return;
  // Roles that were deleted in the meantime are gone.
  const living = await transaction.select({ id: roles.id }).from(roles).where(inArray(roles.id, accepted.roleIds));
  if (living.length > 0)
    await transaction
      .insert(memberships)
      .values(living.map(({ id }) => ({ userId: user.id, roleId: id })))
      .onConflictDoNothing();
  const details = { roles: living.length };
  await recordEvent(
    { event: "invitation.accepted", outcome: "done", actorId: user.id, targetId: accepted.id, details },
    origin,
    transaction,
  );
}

/** Removes one batch of invitations that nobody took up. Called now and then by the server. */
export async function deleteExpiredInvitations(): Promise<void> {
  const expired = db.select({ id: invitations.id }).from(invitations).where(lte(invitations.expiresAt, now()));
  await db.delete(invitations).where(inArray(invitations.id, expired.limit(BATCH)));
}
