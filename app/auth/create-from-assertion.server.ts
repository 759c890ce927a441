import { recordEvent, type AuditEntry } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import type { Transaction } from "../db/client.server.ts";
import type { User } from "../db/users.schema.ts";
import { nameField } from "./account-fields.ts";
import type { KnownOrigin } from "./account-notices.server.ts";
import type { Assertion } from "./assertion.ts";
import { noteErased } from "./erase.server.ts";
import { giveFirstRole } from "./first-role.server.ts";
import { giveWay } from "./give-way.server.ts";
import { acceptInvitations } from "./invitations.server.ts";
import { newUsername } from "./new-username.server.ts";
import { noteRoleMoves, type RoleMoves } from "./group-roles.server.ts";
import { createUser } from "./users.server.ts";

/** An account that was made just now. `finish` writes down how, as the last thing that the transaction does. */
export type MadeAccount = {
  user: User;
  finish: (moves: RoleMoves, details: NonNullable<AuditEntry["details"]>) => Promise<void>;
};

/**
 * Makes the account of somebody who has shown elsewhere who they are, with the address that is verified there. Whoever had only claimed that
 * address gives way, password, sessions and all (AC06). They get the roles that an invitation has `promised` to the address, and without
 * one the role that everybody begins with.
 */
export async function createFromAssertion(
  transaction: Transaction,
  assertion: Assertion & { email: string },
  promised: string[] | null,
  origin: KnownOrigin,
): Promise<MadeAccount> {
  const gone = await giveWay(transaction, assertion.email);
  const user = await createUser(transaction, {
    username: await newUsername(transaction, assertion),
    email: assertion.email,
    emailVerifiedAt: now(),
    firstName: nameIn(assertion.firstName),
    lastName: nameIn(assertion.lastName),
  });
  if (!promised) await giveFirstRole(transaction, user.id);
  return {
    user,
    async finish(moves, details) {
      if (promised) await acceptInvitations(transaction, user, promised, origin);
      await noteErased(transaction, gone);
      const registered = { event: "account.registered", outcome: "done", actorId: user.id, details } as const;
      await recordEvent(registered, origin, transaction);
      await noteRoleMoves(transaction, moves, origin);
    },
  };
}

// A name that cannot stand here is left out: they can write another one in their settings.
const nameIn = (given: string): string => nameField.safeParse(given).data ?? "";
