import type { Permission } from "../../access/permissions.ts";
import type { SignedIn } from "../../access/principal.ts";
import { recordEvent } from "../../audit/record.server.ts";
import type { KnownOrigin } from "../../auth/account-notices.server.ts";
import { days, fromNow, now } from "../../clock.ts";
import { db, type Transaction } from "../../db/client.server.ts";
import { apiKeys, type ApiKey } from "./api-keys.schema.ts";
import type { NewKeyFields } from "./key-fields.ts";
import { tellKeyMade } from "./key-notice.server.ts";
import { makeKey } from "./key-text.server.ts";
import { hasMostKeys } from "./living-keys.server.ts";
import { lockOwner } from "./lock-owner.server.ts";
import { listOfferedScopes } from "./offered-scopes.server.ts";

/** A key in the hour of its making: its row, and the text that is shown once. */
export type MadeKey = { ok: true; row: ApiKey; key: string };
export type CreateOutcome = MadeKey | { ok: false; reason: "beyond" | "too-many" | "signed-out" };

/**
 * Makes a key for the caller, and tells them by mail (AK-02). "beyond": a scope is none that they could use themselves (AK06). "too-many": they have
 * as many living keys as anybody can. "signed-out": they are, since they asked.
 */
export async function createKey(
  principal: SignedIn,
  { name, scopes, expiresInDays }: NewKeyFields,
  origin: KnownOrigin,
): Promise<CreateOutcome> {
  const offered = await listOfferedScopes(principal);
  if (!scopes.every((scope) => offered.includes(scope as Permission))) return { ok: false, reason: "beyond" };
  return db.transaction(async (transaction) => {
    const owner = await lockOwner(transaction, principal);
    if (!owner) return { ok: false, reason: "signed-out" };
    if (await hasMostKeys(transaction, owner.id)) return { ok: false, reason: "too-many" };
    const expiresAt = expiresInDays === null ? null : fromNow(days(expiresInDays));
    const made = await insertKey(transaction, { userId: owner.id, name, scopes: [...new Set(scopes)], expiresAt });
    await tellKeyMade(transaction, owner, made.row, origin);
    const details = { key: made.row.id };
    await recordEvent({ event: "api-key.created", outcome: "done", actorId: owner.id, details }, origin, transaction);
    return made;
  });
}

/** Writes a new key down. Only its hash and its beginning are kept (AK02). */
export async function insertKey(
  transaction: Transaction,
  details: Pick<ApiKey, "userId" | "name" | "scopes" | "expiresAt">,
): Promise<MadeKey> {
  const { key, ...kept } = makeKey();
  const [row] = await transaction
    .insert(apiKeys)
    .values({ ...details, ...kept, updatedAt: now() })
    .returning();
  if (!row) throw new Error("the key was not written");
  return { ok: true, row, key };
}
