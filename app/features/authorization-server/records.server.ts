import { and, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

import { hashToken } from "../../auth/secrets.server.ts";
import { fromNow, now, seconds } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { dataKeys } from "../../keys.server.ts";
import { makeSealer } from "../../sealing.server.ts";
import { protocolRecords as records } from "./protocol-records.schema.ts";

const { seal, open } = makeSealer(dataKeys, "protocol records");
const MOST_SWEPT = 1_000;

/** What the protocol says of one record of its own; times in seconds since 1970. */
export type Payload = {
  readonly grantId?: string;
  readonly accountId?: string;
  readonly clientId?: string;
  readonly uid?: string;
  readonly userCode?: string;
  readonly consumed?: number;
  readonly scope?: string;
  readonly aud?: string;
  /** The thumbprint of the key that has to be shown beside it (RFC 9449). */
  readonly jkt?: string;
};

/** Keeps a record for `lifetime` milliseconds, in place of an older one of the same id. */
export async function keepRecord(kind: string, id: string, payload: Payload, lifetime: number): Promise<void> {
  const { set, key } = rowOf(kind, id, payload, lifetime);
  await db
    .insert(records)
    .values({ ...key, ...set })
    .onConflictDoUpdate({ target: [records.kind, records.idHash], set });
}

/** The same for what may be kept only once: false when it was there already, also when two ask at the same time. */
export async function keepFirstRecord(kind: string, id: string, payload: Payload, lifetime: number): Promise<boolean> {
  const { set, key } = rowOf(kind, id, payload, lifetime);
  const kept = await db
    .insert(records)
    .values({ ...key, ...set })
    .onConflictDoNothing()
    .returning({ kind: records.kind });
  return kept.length > 0;
}

function rowOf(kind: string, id: string, payload: Payload, lifetime: number) {
  const { grantId, accountId, clientId, uid, userCode } = payload;
  return {
    key: { kind, idHash: hashToken(id) },
    set: {
      grantHash: hashed(grantId),
      uidHash: hashed(uid),
      userCodeHash: hashed(userCode),
      userId: accountId ?? null,
      clientId: clientId ?? null,
      sealed: seal(JSON.stringify(payload)),
      expiresAt: fromNow(lifetime),
    },
  };
}

const hashed = (text: string | undefined) => (text === undefined ? null : hashToken(text));

const by = { id: records.idHash, uid: records.uidHash, userCode: records.userCodeHash } as const;

/** A record that still counts, by its id or what else it is known by: not expired, and of a grant that is still there. Undefined for any other. */
export async function findRecord(
  kind: string,
  text: string,
  known: keyof typeof by = "id",
): Promise<Payload | undefined> {
  const grants = alias(records, "grants");
  const grant = db
    .select({ one: sql`1` })
    .from(grants)
    .where(and(eq(grants.kind, "Grant"), eq(grants.idHash, records.grantHash)));
  const [row] = await db
    .select({ sealed: records.sealed, consumedAt: records.consumedAt })
    .from(records)
    .where(
      and(
        eq(records.kind, kind),
        eq(by[known], hashToken(text)),
        gt(records.expiresAt, now()),
        or(isNull(records.grantHash), sql`exists ${grant}`),
      ),
    );
  const payload = row && readSealed(row.sealed);
  if (!payload) return undefined;
  return row.consumedAt ? { ...payload, consumed: Math.floor(row.consumedAt.getTime() / seconds(1)) } : payload;
}

/** What a record says; null when it was sealed under a key that is no longer listed. */
export function readSealed(sealed: string): Payload | null {
  const text = open(sealed);
  return text === null ? null : (JSON.parse(text) as Payload);
}

/** Uses up what works once. False when somebody has, a moment ago or long since: of ten who ask at once one gets true (AS05, AS06, AS14). */
export async function consumeRecord(kind: string, id: string): Promise<boolean> {
  const consumed = await db
    .update(records)
    .set({ consumedAt: now() })
    .where(and(eq(records.kind, kind), eq(records.idHash, hashToken(id)), isNull(records.consumedAt)))
    .returning({ kind: records.kind });
  return consumed.length > 0;
}

/** Takes one record away. */
export async function dropRecord(kind: string, id: string): Promise<void> {
  await db.delete(records).where(and(eq(records.kind, kind), eq(records.idHash, hashToken(id))));
}

/**
 * Takes a grant away, and with it whatever it gave, in whichever process something of it is being given right now. Gives what the grant said to
 * the one call that ended it, null to any other.
 */
export async function dropGrant(grantId: string): Promise<Payload | null> {
  const hash = hashToken(grantId);
  const dropped = await db
    .delete(records)
    .where(or(and(eq(records.kind, "Grant"), eq(records.idHash, hash)), eq(records.grantHash, hash)))
    .returning({ kind: records.kind, sealed: records.sealed });
  const grant = dropped.find(({ kind }) => kind === "Grant");
  return grant ? readSealed(grant.sealed) : null;
}

/** Deletes a batch of what has expired. */
export async function deleteOldRecords(): Promise<void> {
  const old = db
    .select({ idHash: records.idHash })
    .from(records)
    .where(lte(records.expiresAt, now()))
    .limit(MOST_SWEPT);
  await db.delete(records).where(and(inArray(records.idHash, old), lte(records.expiresAt, now())));
}
