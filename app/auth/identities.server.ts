import { and, eq } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { now } from "../clock.ts";
import { db, type Database, type Transaction } from "../db/client.server.ts";
import { violatedConstraint } from "../db/faults.ts";
import { identities, type Identity } from "../db/identities.schema.ts";
import type { User } from "../db/users.schema.ts";
import { emailField } from "./account-fields.ts";
import { tellMethod, type KnownOrigin } from "./account-notices.server.ts";
import { isTrustedFor, mayVouchFor } from "./address-trust.ts";
import type { Assertion } from "./assertion.ts";
import type { Connection } from "./connection.ts";
import { createFromAssertion } from "./create-from-assertion.server.ts";
import { followDetails } from "./follow-details.server.ts";
import { noteRoleMoves, reconcileRoles, rolesByGroups } from "./group-roles.server.ts";
import { findInvitationTo, rolesStillPromised } from "./invitations.server.ts";
import { findByEmail, findUser, lockPeople } from "./users.server.ts";

/** Somebody who has just signed in elsewhere. */
export type Arrived = { assertion: Assertion; connection: Connection };

/** Why nobody here is the one who signed in elsewhere. */
export type IdentityRefusal =
  "email-missing" | "email-unverified" | "email-untrusted" | "account-exists" | "not-provisioned";
export type IdentityOutcome = { ok: true; user: User; identityId: string } | { ok: false; reason: IdentityRefusal };
export type LinkOutcome = { ok: true } | { ok: false; reason: "another-person" };

/**
 * Says whose account it is when somebody has signed in elsewhere. The one rule (Z-03): authority and subject name the person, whatever
 * became of their address. For somebody unknown a verified address decides: it joins the account that has proven the same one only where
 * the connection is trusted for its domain, never a superuser's nor one that somebody else there opens already (two may share a mailbox),
 * and else they are asked to show that the account is theirs ("account-exists", OC10); an account that merely claims the address gives way
 * (AC06); and where nobody has it an account is made, if the connection may or they are invited. An address that is not verified there, or
 * for which the connection may not vouch, says nothing at all (OC09). Their roles follow their groups.
 */
export async function linkOrCreate(arrived: Arrived, origin: KnownOrigin): Promise<IdentityOutcome> {
  const invitation = await invitationFor(arrived);
  const promised = invitation && (await rolesStillPromised(invitation));
  return inTurn((transaction) => resolve(transaction, arrived, promised, origin));
}

/** Connects somebody elsewhere to an account whose owner has asked for it, and follows their groups. Once more changes nothing. */
export async function linkIdentity(userId: string, arrived: Arrived, origin: KnownOrigin): Promise<LinkOutcome> {
  return inTurn(async (transaction) => {
    await lockPeople(transaction, [userId]);
    const known = await find(transaction, arrived.assertion);
    if (known) return known.userId === userId ? { ok: true } : { ok: false, reason: "another-person" };
    const user = await findUser(userId, transaction);
    if (user) await join(transaction, user, arrived, origin);
    return { ok: true };
  });
}

/** Whose identity this is, or null while it is nobody's. */
export async function findIdentityOwner(assertion: Assertion): Promise<User | null> {
  const known = await find(db, assertion);
  return known && findUser(known.userId);
}

/** Of two who are both new at the same moment, the second finds what the first has made. */
async function inTurn<Result>(attempt: (transaction: Transaction) => Promise<Result>): Promise<Result> {
  try {
    return await db.transaction(attempt);
  } catch (error) {
    if (!/^(identities|users)_\w+_unique$/.test(violatedConstraint(error) ?? "")) throw error;
    return db.transaction(attempt);
  }
}

async function resolve(
  transaction: Transaction,
  arrived: Arrived,
  promised: string[] | null,
  origin: KnownOrigin,
): Promise<IdentityOutcome> {
  const { assertion, connection } = arrived;
  const recognised = await recognise(transaction, arrived, origin);
  if (recognised) return recognised;
  const email = emailField.safeParse(assertion.email ?? "");
  if (!email.success) return { ok: false, reason: "email-missing" };
  if (!assertion.emailVerified) return { ok: false, reason: "email-unverified" };
  if (!mayVouchFor(connection, email.data)) return { ok: false, reason: "email-untrusted" };
  const owner = await findAndLock(transaction, email.data);
  // Another browser of theirs may have made the account since they were looked for.
  const recognisedNow = owner && (await recognise(transaction, arrived, origin));
  if (recognisedNow) return recognisedNow;
  if (owner && (owner.emailVerifiedAt || owner.isSuperuser)) {
    if (!isTrustedFor(connection, email.data) || !owner.emailVerifiedAt || owner.isSuperuser)
      return { ok: false, reason: "account-exists" };
    if (await isKnownAt(transaction, owner, assertion)) return { ok: false, reason: "account-exists" };
    return { ok: true, user: owner, identityId: await join(transaction, owner, arrived, origin) };
  }
  if (!connection.createsUsers && !promised) return { ok: false, reason: "not-provisioned" };
  const made = await createFromAssertion(transaction, { ...assertion, email: email.data }, promised, origin);
  const identity = await add(transaction, made.user, arrived);
  const details = { connection: connection.name };
  await made.finish(await follow(transaction, identity, arrived), details);
  return { ok: true, user: made.user, identityId: identity.id };
}

/**
 * Somebody who has been here before. What happened to the address there, or to the account's here, makes no difference. Null for anybody else, and
 * when they were disconnected or erased a moment ago: then they are as unknown as anybody.
 */
async function recognise(
  transaction: Transaction,
  arrived: Arrived,
  origin: KnownOrigin,
): Promise<IdentityOutcome | null> {
  const known = await find(transaction, arrived.assertion);
  if (!known) return null;
  await lockPeople(transaction, [known.userId]);
  const { name: connection, kind } = arrived.connection;
  const seen = { connection, kind, lastUsedAt: now(), ...saidIn(arrived) };
  const [identity] = await transaction.update(identities).set(seen).where(eq(identities.id, known.id)).returning();
  const user = await findUser(known.userId, transaction);
  if (!identity || !user) return null;
  const noteDetails = await followDetails(transaction, user, identity, arrived, origin);
  if (user.isActive) await noteRoleMoves(transaction, await follow(transaction, identity, arrived), origin);
  await noteDetails();
  return { ok: true, user, identityId: identity.id };
}

// Whether somebody is to be joined to an account is judged by what it is once nobody else can change it.
async function findAndLock(transaction: Transaction, email: string): Promise<User | null> {
  const found = await findByEmail(email, transaction);
  if (!found) return null;
  await lockPeople(transaction, [found.id]);
  const locked = await findUser(found.id, transaction);
  return locked?.canonicalEmail === found.canonicalEmail ? locked : null;
}

/** Joins an identity to an account that was there before and is locked, and tells its owner. */
async function join(transaction: Transaction, user: User, arrived: Arrived, origin: KnownOrigin): Promise<string> {
  // First the mail, whose link then takes back whatever came after it.
  await tellMethod(transaction, user, { label: arrived.connection.label, became: "added" }, origin);
  const identity = await add(transaction, user, arrived);
  const moves = user.isActive ? await follow(transaction, identity, arrived) : [];
  const details = { connection: arrived.connection.name };
  await recordEvent({ event: "identity.linked", outcome: "done", actorId: user.id, details }, origin, transaction);
  await noteRoleMoves(transaction, moves, origin);
  return identity.id;
}

// Whoever has the account's address there as well is not therefore the same person.
async function isKnownAt(transaction: Transaction, { id }: User, { authority }: Assertion): Promise<boolean> {
  const isTheirs = and(eq(identities.userId, id), eq(identities.authority, authority));
  return (await transaction.select({ id: identities.id }).from(identities).where(isTheirs).limit(1)).length > 0;
}

async function add(transaction: Transaction, { id: userId }: User, arrived: Arrived): Promise<Identity> {
  const { authority, subject } = arrived.assertion;
  const { name: connection, kind } = arrived.connection;
  const named = { userId, authority, subject, connection, kind };
  const [identity] = await transaction
    .insert(identities)
    .values({ ...named, lastUsedAt: now(), ...saidIn(arrived) })
    .returning();
  if (!identity) throw new Error("the new identity was not stored");
  return identity;
}

const follow = (transaction: Transaction, identity: Identity, { assertion, connection }: Arrived) =>
  reconcileRoles(transaction, identity, rolesByGroups(connection, assertion.groups));

const saidIn = ({ assertion: { email, profile } }: Arrived) => ({ email: email?.slice(0, 255) ?? null, profile });

async function find(database: Database, { authority, subject }: Assertion): Promise<Identity | null> {
  const [identity] = await database
    .select()
    .from(identities)
    .where(and(eq(identities.authority, authority), eq(identities.subject, subject)));
  return identity ?? null;
}

const invitationFor = ({ assertion: { email, emailVerified }, connection }: Arrived) =>
  email && emailVerified && mayVouchFor(connection, email) ? findInvitationTo(email) : Promise.resolve(null);
