import type { z } from "zod";

import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db, type Database, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import type { User } from "../db/users.schema.ts";
import { verifyEmailMail } from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import { env } from "../env.server.ts";
import { tellAddressTaken } from "./account-notices.server.ts";
import { emailField, flawsOf, namesShape, type FieldFlaws } from "./account-fields.ts";
import { askForName } from "./asked-names.server.ts";
import { giveFirstRole } from "./first-role.server.ts";
import { greetingName } from "./identifiers.ts";
import { linkTo } from "./links.server.ts";
import { inviteAgain } from "./invitations.server.ts";
import { createOneTimeToken } from "./one-time-tokens.server.ts";
import type { PasswordFlaw } from "./password-flaw.ts";
import { findPasswordFlaws } from "./password-policy.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { createUser, findByEmail, findByUsername } from "./users.server.ts";

const shape = namesShape.extend({ email: emailField });
type Asked = z.output<typeof shape>;

export type Registration = Asked & { password: string };
export type RegisterOutcome =
  | { ok: true }
  | { ok: false; reason: "fields"; fields: FieldFlaws<keyof Asked>; password: PasswordFlaw[] }
  | { ok: false; reason: "username-taken" | "email-taken" };

/**
 * Registers a person, who still has to prove their address. The outcome is the same for a new and a taken address: its owner is told by
 * mail, whoever asked learns nothing (decision on registering, C-17); somebody who is invited gets their invitation again; and the same
 * work is done (one hash, one mail). A taken user name is said. Twelve at once for one address make one account (AC05).
 */
export async function register(given: Registration, origin: Origin): Promise<RegisterOutcome> {
  const parsed = shape.safeParse(given);
  const password = await findPasswordFlaws(given.password, given);
  const fields = parsed.success ? {} : flawsOf<keyof Asked>(parsed.error);
  if (!parsed.success || password.length > 0) return { ok: false, reason: "fields", fields, password };
  const passwordHash = await hashPassword(given.password);
  return db.transaction((transaction) => add(transaction, parsed.data, passwordHash, origin));
}

async function add(
  transaction: Transaction,
  names: Asked,
  passwordHash: string,
  origin: Origin,
): Promise<RegisterOutcome> {
  const isFree = await askForName(transaction, names.username);
  const added = isFree ? await tryToCreate(transaction, names, passwordHash) : "username-taken";
  if (added === "username-taken") return { ok: false, reason: added };
  if (added === "invited") return answerForInvited(transaction, origin);
  if (added === "email-taken") return answerForTaken(transaction, names.email, origin);
  await giveFirstRole(transaction, added.id);
  await sendVerification(transaction, added);
  await recordEvent({ event: "account.registered", outcome: "done", actorId: added.id }, origin, transaction);
  return { ok: true };
}

/** Sends the link that proves a person's address; the ones before it stop working. */
export async function sendVerification(database: Database, user: User): Promise<void> {
  const token = await createOneTimeToken(database, "verify-email", user, user.email);
  const mail = verifyEmailMail(user.email, { name: greetingName(user), link: linkTo("/verify-email", token) });
  await queueMail(database, "verify-email", mail);
}

async function tryToCreate(
  transaction: Transaction,
  names: Asked,
  passwordHash: string,
): Promise<User | "username-taken" | "email-taken" | "invited"> {
  // Looked up first, since the index would only tell after the invitation has gone out.
  const isNameFree = !(await findByUsername(names.username, transaction));
  if (isNameFree && (await inviteAgain(transaction, names.email))) return "invited";
  try {
    // In a savepoint: whether the name is free, the unique index decides, and not a look beforehand (RG-03).
    return await transaction.transaction((savepoint) => createUser(savepoint, { ...names, passwordHash }));
  } catch (error) {
    const violated = violatedConstraint(error);
    if (violated === "users_username_unique") return "username-taken";
    if (violated === "users_email_unique") return "email-taken";
    throw error;
  }
}

async function answerForTaken(transaction: Transaction, email: string, origin: Origin): Promise<RegisterOutcome> {
  const owner = await findByEmail(email, transaction);
  const event = { event: "account.registered", outcome: "refused", reason: "email-taken" } as const;
  if (owner) await tellAddressTaken(transaction, owner);
  await recordEvent({ ...event, targetId: owner?.id ?? null }, origin, transaction);
  return env.ENUMERATION_SAFE ? { ok: true } : { ok: false, reason: "email-taken" };
}

async function answerForInvited(transaction: Transaction, origin: Origin): Promise<RegisterOutcome> {
  await recordEvent({ event: "account.registered", outcome: "refused", reason: "invited" }, origin, transaction);
  return { ok: true };
}
