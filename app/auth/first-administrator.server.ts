import { eq } from "drizzle-orm";

import { recordEvent, withoutRequest } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { users, type User } from "../db/users.schema.ts";
import { canonicalEmail } from "./identifiers.ts";
import { linkTo } from "./links.server.ts";
import { createOneTimeToken } from "./one-time-tokens.server.ts";
import { randomToken } from "./secrets.server.ts";
import { endSessionsOf } from "./sessions.server.ts";
import { createUser, findByUsername } from "./users.server.ts";

/**
 * Makes whoever has this address a superuser, with an account if they have none, and gives a link by which they choose a password within
 * half an hour. An account that never proved the address loses its password and sessions: whoever registered it may be a stranger. Throws
 * for a disabled one.
 */
export async function createAdministrator(email: string): Promise<string> {
  return db.transaction(async (transaction) => {
    const user = (await findAndLock(transaction, email)) ?? (await createFor(transaction, email));
    if (!user.isActive) throw new Error("That account is disabled. Enable it first, or take another address.");
    const claimed = user.emailVerifiedAt ? {} : { passwordHash: null };
    const raised = { isSuperuser: true, isStaff: true, erasedAfter: null, ...claimed };
    await transaction.update(users).set(raised).where(eq(users.id, user.id));
    if (!user.emailVerifiedAt) await endSessionsOf(transaction, user.id);
    const token = await createOneTimeToken(transaction, "reset-password", { ...user, ...claimed }, user.email);
    const entry = { event: "administrator.created", outcome: "done", targetId: user.id } as const;
    await recordEvent(entry, withoutRequest, transaction);
    return linkTo("/reset-password", token);
  });
}

// Locked, or the link would be tied to a password that is being changed at this moment, and open nothing.
async function findAndLock(transaction: Transaction, email: string): Promise<User | null> {
  const [user] = await transaction
    .select()
    .from(users)
    .where(eq(users.canonicalEmail, canonicalEmail(email)))
    .for("update");
  return user ?? null;
}

async function createFor(transaction: Transaction, email: string): Promise<User> {
  const [mailbox = "admin"] = email.split("@");
  const username = (await findByUsername(mailbox)) ? `${mailbox}-${randomToken(3)}` : mailbox;
  return createUser(transaction, { username, email });
}
