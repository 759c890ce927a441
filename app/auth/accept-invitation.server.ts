import { recordEvent, type Origin } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import type { User } from "../db/users.schema.ts";
import { flawsOf, namesShape, type FieldFlaws, type Names } from "./account-fields.ts";
import { noteErased } from "./erase.server.ts";
import { giveWay } from "./give-way.server.ts";
import { acceptInvitations, findInvitation, rolesStillPromised } from "./invitations.server.ts";
import type { PasswordFlaw } from "./password-flaw.ts";
import { findPasswordFlaws } from "./password-policy.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { createUser } from "./users.server.ts";

export type Acceptance = Names & { password: string };
export type AcceptOutcome =
  | { ok: true; user: User }
  | { ok: false; reason: "link" | "username-taken" }
  | { ok: false; reason: "fields"; fields: FieldFlaws<keyof Names>; password: PasswordFlaw[] };

/**
 * Makes the account of somebody who was invited, with the roles that wait for them. The link came to the address by mail, so the address is
 * proven. Of two uses at once one makes the account.
 */
export async function acceptInvitation(token: string, given: Acceptance, origin: Origin): Promise<AcceptOutcome> {
  const invitation = await findInvitation(token);
  if (!invitation) return { ok: false, reason: "link" };
  const { email } = invitation;
  const parsed = namesShape.safeParse(given);
  const password = await findPasswordFlaws(given.password, { ...given, email });
  const fields = parsed.success ? {} : flawsOf<keyof Names>(parsed.error);
  if (!parsed.success || password.length > 0) return { ok: false, reason: "fields", fields, password };
  const passwordHash = await hashPassword(given.password);
  const promised = await rolesStillPromised(invitation);
  try {
    return await db.transaction(async (transaction) => {
      const gone = await giveWay(transaction, email);
      const user = await createUser(transaction, { ...parsed.data, email, passwordHash, emailVerifiedAt: now() });
      await acceptInvitations(transaction, user, promised, origin);
      await noteErased(transaction, gone);
      await recordEvent({ event: "account.registered", outcome: "done", actorId: user.id }, origin, transaction);
      return { ok: true, user };
    });
  } catch (error) {
    const violated = violatedConstraint(error);
    if (violated === "users_username_unique") return { ok: false, reason: "username-taken" };
    if (violated === "users_email_unique") return { ok: false, reason: "link" }; // they have an account by now
    throw error;
  }
}
