import { and, eq, ne } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import type { Transaction } from "../db/client.server.ts";
import { identities, type Identity } from "../db/identities.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { emailField, nameField } from "./account-fields.ts";
import { tellEmailChanged, type KnownOrigin } from "./account-notices.server.ts";
import { mayVouchFor } from "./address-trust.ts";
import { canonicalEmail } from "./identifiers.ts";
import type { Arrived } from "./identities.server.ts";
import { revokeOneTimeTokens } from "./one-time-tokens.server.ts";
import { findByEmail } from "./users.server.ts";

/**
 * Makes somebody's names and address what a connection says, where it owns its people and this person is one of them: only it lets them in,
 * since they have neither a password here nor another place (LD-07). The person is locked. An address that its word does not count for, or
 * that somebody else has, stays away; the old one is told. Gives what writes it down, to be called last.
 */
export async function followDetails(
  transaction: Transaction,
  user: User,
  identity: Identity,
  arrived: Arrived,
  origin: KnownOrigin,
): Promise<() => Promise<void>> {
  const isTheirs = arrived.connection.ownsPeople && user.isActive && !user.passwordHash && !user.isSuperuser;
  if (!isTheirs || (await hasAnother(transaction, identity))) return async () => {};
  const names = namesIn(user, arrived);
  const email = await newEmail(transaction, user, arrived);
  const isNamed = names.firstName !== user.firstName || names.lastName !== user.lastName;
  if (isNamed || email) {
    const address = email && { email, canonicalEmail: canonicalEmail(email), emailVerifiedAt: now() };
    const [changed] = await transaction
      .update(users)
      .set({ ...names, ...address })
      .where(eq(users.id, user.id))
      .returning();
    if (changed && email) {
      await revokeOneTimeTokens(transaction, user.id, ["verify-email", "reset-password", "change-email"]);
      await tellEmailChanged(transaction, changed, user.email, origin);
    }
  }
  return async () => {
    const done = { outcome: "done", targetId: user.id, details: { connection: arrived.connection.name } } as const;
    if (isNamed) await recordEvent({ ...done, event: "account.changed" }, origin, transaction);
    if (email) await recordEvent({ ...done, event: "email.changed" }, origin, transaction);
  };
}

async function hasAnother(transaction: Transaction, { id, userId }: Identity): Promise<boolean> {
  const another = and(eq(identities.userId, userId), ne(identities.id, id));
  return (await transaction.select({ id: identities.id }).from(identities).where(another).limit(1)).length > 0;
}

// A name that cannot stand here leaves the one that does.
const namesIn = ({ firstName, lastName }: User, { assertion }: Arrived) => ({
  firstName: nameField.safeParse(assertion.firstName).data ?? firstName,
  lastName: nameField.safeParse(assertion.lastName).data ?? lastName,
});

async function newEmail(transaction: Transaction, user: User, { assertion, connection }: Arrived) {
  const { data: email } = emailField.safeParse(assertion.email ?? "");
  if (!email || !assertion.emailVerified || !mayVouchFor(connection, email)) return null;
  if (canonicalEmail(email) === user.canonicalEmail || (await findByEmail(email, transaction))) return null;
  return email;
}
