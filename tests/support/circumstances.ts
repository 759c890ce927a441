import type { Circumstances } from "#app/access/condition.ts";
import { readCondition, type ReadCondition } from "#app/access/condition-types.ts";
import { deepFreeze, type SignedIn } from "#app/access/principal.ts";
import { noStanding } from "#app/access/no-standing.ts";
import type { StoredCondition } from "#app/db/access.schema.ts";

export const aliceId = "a11ce000-0000-4000-8000-000000000001";
export const bobId = "b0b00000-0000-4000-8000-000000000002";

/** Alice, signed in by her password, with these attributes. */
export const aliceWith = (attributes: Record<string, string> = {}): SignedIn =>
  deepFreeze({
    kind: "user",
    isAuthenticated: true,
    isAnonymous: false,
    userId: aliceId,
    user: {
      id: aliceId,
      username: "alice",
      email: "alice@example.com",
      firstName: "Alice",
      lastName: "",
      fullName: "Alice",
      isStaff: false,
      isSuperuser: false,
    },
    via: "session",
    method: "password",
    pending: null,
    session: null,
    credential: null,
    scopes: null,
    claims: null,
    attributes,
    ...noStanding,
  });

/** Alice at noon, from her own machine, asking about no row, unless told otherwise. */
export const circumstances = (given: Partial<Circumstances> = {}): Circumstances => ({
  principal: aliceWith(),
  row: null,
  clock: () => new Date("2026-05-06T12:00:00Z"),
  address: "127.0.0.1",
  ...given,
});

/** The condition that was stored, which must be readable. */
export function conditionFrom(stored: StoredCondition): Extract<ReadCondition, { ok: true }>["condition"] {
  const read = readCondition(stored);
  if (!read.ok) throw new Error(read.message);
  return read.condition;
}

/** Why a condition cannot be stored; null when it can. */
export function problemOf(stored: StoredCondition): string | null {
  const read = readCondition(stored);
  return read.ok ? null : read.message;
}
