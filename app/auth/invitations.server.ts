import { and, eq, gt, inArray, lte } from "drizzle-orm";

import { handOutsOf } from "../access/hand-out.server.ts";
import type { SignedIn } from "../access/principal.ts";
import { recordEvent, type Origin } from "../audit/record.server.ts";
import { days, fromNow, hours, now } from "../clock.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { db, type Database } from "../db/client.server.ts";
import { invitations, type Invitation } from "../db/one-time-tokens.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { invitationMail } from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import { emailField } from "./account-fields.ts";
import type { Actor } from "./change-person.server.ts";
import { countOne } from "./counters.server.ts";
import { noteErased } from "./erase.server.ts";
import { findPrincipal } from "./find-principal.server.ts";
import { giveWay } from "./give-way.server.ts";
import { canonicalEmail, greetingName } from "./identifiers.ts";
import { linkTo } from "./links.server.ts";
import { hashToken, randomToken } from "./secrets.server.ts";
import { findByEmail } from "./users.server.ts";

/** What it takes to invite. */
const INVITING = "admin:users";
const LIFE = days(7);
const MOST_MAILS = { most: 5, window: hours(1) };
const BATCH = 1_000;

export type InviteOutcome =
  { ok: true } | { ok: false; reason: "malformed" | "has-account" | "unknown-role" | "beyond-own-rights" };

/**
 * Invites somebody by mail, with roles that wait for whoever proves the address. Inviting again replaces what was promised before, and its
 * link. Only roles that the inviter may hand out (AZ08). An account that only claims the address gives way: were its owner led to confirm
 * it, a stranger's password would open the roles (AC06).
 */
export async function invite(
  { principal, origin }: Actor,
  given: { email: string; roleIds: string[] },
): Promise<InviteOutcome> {
  const email = emailField.safeParse(given.email);
  if (!email.success) return { ok: false, reason: "malformed" };
  if ((await findByEmail(email.data))?.emailVerifiedAt) return { ok: false, reason: "has-account" };
  const rules = await handOutsOf(principal);
  if (!given.roleIds.every((id) => rules.roles.some((role) => role.id === id)))
    return { ok: false, reason: "unknown-role" };
  if (!given.roleIds.every(rules.mayHandOut)) return { ok: false, reason: "beyond-own-rights" };
  const inviter = { id: principal.userId, name: greetingName(principal.user) };
  const token = randomToken();
  const promised = {
    roleIds: given.roleIds,
    tokenHash: hashToken(token),
    invitedBy: inviter.id,
    expiresAt: fromNow(LIFE),
  };
  await db.transaction(async (transaction) => {
    const gone = await giveWay(transaction, email.data);
    const [invitation] = await transaction
      .insert(invitations)
      .values({ ...promised, email: email.data, canonicalEmail: canonicalEmail(email.data) })
      .onConflictDoUpdate({ target: invitations.canonicalEmail, set: promised })
      .returning({ id: invitations.id });
    await sendInvitation(transaction, email.data, inviter.name, token);
    await noteErased(transaction, gone);
    const details = { roles: given.roleIds.length };
    await recordEvent(
      { event: "invitation.sent", outcome: "done", actorId: inviter.id, targetId: invitation?.id ?? null, details },
      origin,
      transaction,
    );
  });
  return { ok: true };
}

/**
 * Sends an invitation that waits for this address once more, with a new link, five times in an hour at most; false when none waits. For
 * whoever asks for an account with the address, or for it to be theirs: somebody invited gets their roles with a password that whoever
 * reads their mail has chosen (AC06).
 */
export async function inviteAgain(transaction: Database, email: string): Promise<boolean> {
  const [found] = await transaction
    .select({ id: invitations.id, email: invitations.email, inviter: users })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.canonicalEmail, canonicalEmail(email)), gt(invitations.expiresAt, now())));
  if (!found) return false;
  const counted = await countOne("invitation mail", found.id, MOST_MAILS, transaction);
  if (!counted.allowed) return true;
  const token = randomToken();
  await transaction
    .update(invitations)
    .set({ tokenHash: hashToken(token) })
    .where(eq(invitations.id, found.id));
  await sendInvitation(transaction, found.email, found.inviter && greetingName(found.inviter), token);
  return true;
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

/** The living invitation of an address, or null. */
export async function findInvitationTo(email: string): Promise<Invitation | null> {
  const [found] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.canonicalEmail, canonicalEmail(email)), gt(invitations.expiresAt, now())))
    .limit(1);
  return found ?? null;
}

/**
 * Gives a person who has just proved their address the roles that were promised to it. Call it only where whoever proves it also shows that
 * the account is theirs: by a password chosen just then, or by signing in elsewhere (AC06). `promised` is what `rolesStillPromised` says.
 */
export async function acceptInvitations(
  transaction: Database,
  user: User,
  promised: readonly string[],
  origin: Origin,
): Promise<void> {
  const [accepted] = await transaction
    .delete(invitations)
    .where(and(eq(invitations.canonicalEmail, user.canonicalEmail), gt(invitations.expiresAt, now())))
    .returning();
  if (!accepted) return;
  // Roles that were deleted in the meantime are gone.
  const living = await transaction
    .select({ id: roles.id })
    .from(roles)
    .where(
      inArray(
        roles.id,
        promised.filter((id) => accepted.roleIds.includes(id)),
      ),
    );
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

/**
 * The roles of an invitation that whoever invited may still hand out: an administrator who is gone or disabled, or may not invite any more,
 * promises nothing, and one who lost a role not that one (AZ08).
 */
export async function rolesStillPromised({ invitedBy, roleIds }: Invitation): Promise<string[]> {
  const inviter = invitedBy ? await findPrincipal(invitedBy) : null;
  if (!inviter || inviter.isDisabled || !invites(inviter.principal)) return [];
  const rules = await handOutsOf(inviter.principal);
  return roleIds.filter(rules.mayHandOut);
}

// Under conditions is enough: no hour or address is asked about here.
const invites = ({ permissions, grants }: SignedIn): boolean =>
  permissions.includes(INVITING) || grants.some(({ permission }) => permission === INVITING);

async function sendInvitation(
  transaction: Database,
  email: string,
  inviter: string | null,
  token: string,
): Promise<void> {
  await queueMail(transaction, "invitation", invitationMail(email, { inviter, link: linkTo("/invitation", token) }));
}

/** Removes one batch of invitations that nobody took up. Called now and then by the server. */
export async function deleteExpiredInvitations(): Promise<void> {
  const expired = db.select({ id: invitations.id }).from(invitations).where(lte(invitations.expiresAt, now()));
  await db.delete(invitations).where(inArray(invitations.id, expired.limit(BATCH)));
}
