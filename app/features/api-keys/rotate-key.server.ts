import { and, eq, isNull } from "drizzle-orm";

import type { SignedIn } from "../../access/principal.ts";
import { recordEvent } from "../../audit/record.server.ts";
import type { KnownOrigin } from "../../auth/account-notices.server.ts";
import { fromNow, minutes, now } from "../../clock.ts";
import { db, type Transaction } from "../../db/client.server.ts";
import { isId } from "../../db/columns.ts";
import { apiKeys, type ApiKey } from "./api-keys.schema.ts";
import { insertKey, type MadeKey } from "./create-key.server.ts";
import type { RotationFields } from "./key-fields.ts";
import { tellKeyMade } from "./key-notice.server.ts";
import { hasMostKeys, isLiving } from "./living-keys.server.ts";
import { lockOwner } from "./lock-owner.server.ts";

export type RotateOutcome = MadeKey | { ok: false; reason: "unknown" | "too-many" | "signed-out" };

/**
 * Puts a new key in the place of a living one of this person's, with the same name, scopes and end (AK-17): all of it or nothing (Z-10). The old one ends
 * at once, or after `graceMinutes` at the latest. Of several rotations of one key at once exactly one happens; "unknown" for the others, for a key that
 * is over, and for somebody else's (AK11). "too-many": with a grace it is one more living key, and they have the most already. "signed-out": they are,
 * since they asked.
 */
export async function rotateKey(
  principal: SignedIn,
  { id, graceMinutes }: RotationFields,
  origin: KnownOrigin,
): Promise<RotateOutcome> {
  if (!isId(id)) return { ok: false, reason: "unknown" };
  return db.transaction(async (transaction) => {
    const owner = await lockOwner(transaction, principal);
    if (!owner) return { ok: false, reason: "signed-out" };
    if (graceMinutes > 0 && (await hasMostKeys(transaction, owner.id))) return { ok: false, reason: "too-many" };
    const userId = owner.id;
    const before = await takeTurn(transaction, userId, id);
    if (!before) return { ok: false, reason: "unknown" };
    await endWithin(transaction, before, graceMinutes);
    const { name, scopes, expiresAt } = before;
    const made = await insertKey(transaction, { userId, name, scopes, expiresAt });
    await tellKeyMade(transaction, owner, made.row, origin);
    const details = { key: made.row.id, before: id };
    await recordEvent({ event: "api-key.rotated", outcome: "done", actorId: userId, details }, origin, transaction);
    return made;
  });
}

/** Marks the key as rotated, which happens once, and gives it as it was. */
async function takeTurn(transaction: Transaction, userId: string, id: string): Promise<ApiKey | undefined> {
  const isTheirs = and(eq(apiKeys.id, id), eq(apiKeys.userId, userId), isNull(apiKeys.rotatedAt), isLiving());
  const [taken] = await transaction
    .update(apiKeys)
    .set({ rotatedAt: now(), updatedAt: now() })
    .where(isTheirs)
    .returning();
  return taken;
}

async function endWithin(transaction: Transaction, { id, expiresAt }: ApiKey, graceMinutes: number): Promise<void> {
  const end = fromNow(minutes(graceMinutes));
  const soonest = expiresAt && expiresAt < end ? expiresAt : end;
  const ending = graceMinutes === 0 ? { isActive: false } : { expiresAt: soonest };
  await transaction.update(apiKeys).set(ending).where(eq(apiKeys.id, id));
}
