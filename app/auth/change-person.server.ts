import { eq, TransactionRollbackError } from "drizzle-orm";

import type { SignedIn } from "../access/principal.ts";
import type { AuditReason } from "../audit/events.ts";
import { recordEvent, type AuditEntry } from "../audit/record.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { violatedConstraint } from "../db/faults.ts";
import { users, type User } from "../db/users.schema.ts";
import type { FieldFlaws, Names } from "./account-fields.ts";
import type { KnownOrigin } from "./account-notices.server.ts";
import { isLastSuperuser } from "./last-superuser.server.ts";
import { recordRefusedChange } from "./refused-change.server.ts";

/** An administrator, and where they are. */
export type Actor = { principal: SignedIn; origin: KnownOrigin };

/** Why a person stays as they are. */
export type ChangeRefusal =
  | { ok: false; reason: "unknown" | "superuser" | "yourself" | "last-superuser" | "beyond-own-rights" }
  | {
      ok: false;
      reason: "disabled" | "limited" | "attribute" | "too-many-attributes" | "username-taken" | "unknown-role";
    }
  | { ok: false; reason: "names"; fields: FieldFlaws<keyof Names> };

type Happened = Pick<AuditEntry, "event" | "details">;

/** What a change did, one audit event for each thing; none when it was so already. */
export type Changed = { ok: true; happened: Happened[] };
export const changed = (...happened: Happened[]): Changed => ({ ok: true, happened });
export const refused = (reason: Exclude<ChangeRefusal["reason"], "names">): ChangeRefusal => ({ ok: false, reason });

/** The person to be changed, whose row is locked; `isLast` when nobody would be superuser without them. */
export type Target = { user: User; isLast: boolean };

/** One thing that an administrator does to a person. Says no, or does it within the transaction and says what happened. */
export type Change = (transaction: Transaction, target: Target, actor: Actor) => Promise<Changed | ChangeRefusal>;
export type ChangeOutcome = { ok: true } | ChangeRefusal;

/**
 * Makes changes to a person: all of them, or none when one is refused. Only a superuser touches a superuser (AZ07). The person's row is
 * locked from the first look to the end (AZ15). Each change is an audit row, as is a refusal by what the actor may do; all of them hold at
 * the person's next request.
 */
export async function changePerson(actor: Actor, userId: string, changes: readonly Change[]): Promise<ChangeOutcome> {
  const outcome = await changeOrRollBack(actor, userId, changes);
  if (!outcome.ok && isWritten(outcome.reason)) await recordRefusedChange(outcome.reason, actor, userId);
  return outcome;
}

async function changeOrRollBack(actor: Actor, userId: string, changes: readonly Change[]): Promise<ChangeOutcome> {
  if (!isId(userId)) return refused("unknown");
  let refusal: ChangeRefusal | null = null;
  try {
    await db.transaction(async (transaction) => {
      refusal = await makeAll(transaction, actor, userId, changes);
      if (refusal) transaction.rollback();
    });
  } catch (error) {
    if (refusal && error instanceof TransactionRollbackError) return refusal;
    if (violatedConstraint(error) === "users_username_unique") return refused("username-taken");
    throw error;
  }
  return { ok: true };
}

async function makeAll(
  transaction: Transaction,
  actor: Actor,
  userId: string,
  changes: readonly Change[],
): Promise<ChangeRefusal | null> {
  const { principal, origin } = actor;
  const isLast = await isLastSuperuser(transaction, userId);
  const happened: Happened[] = [];
  for (const change of changes) {
    // Looked at again before each: one change may depend on what another has just done.
    const [user] = await transaction.select().from(users).where(eq(users.id, userId)).for("update");
    if (!user) return refused("unknown");
    if (user.isSuperuser && !principal.user.isSuperuser) return refused("superuser");
    const outcome = await change(transaction, { user, isLast }, actor);
    if (!outcome.ok) return outcome;
    happened.push(...outcome.happened);
  }
  for (const event of happened)
    await recordEvent({ ...event, outcome: "done", actorId: principal.userId, targetId: userId }, origin, transaction);
  return null;
}

const written = ["superuser", "yourself", "last-superuser", "beyond-own-rights"] as const satisfies AuditReason[];
const isWritten = (reason: string): reason is (typeof written)[number] => written.some((one) => one === reason);
