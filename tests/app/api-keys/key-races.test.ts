import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { actorOf } from "#tests/support/actors.ts";
import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { raced } from "#tests/support/raced.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import type { SignedIn } from "#app/access/principal.ts";
import { endSessionsOf } from "#app/auth/sessions.server.ts";
import { signIn } from "#app/auth/sign-in.server.ts";
import { lockPeople } from "#app/auth/users.server.ts";
import { pool, type Transaction } from "#app/db/client.server.ts";
import { users } from "#app/db/users.schema.ts";
import { createKey } from "#app/features/api-keys/create-key.server.ts";
import { endKeysOf } from "#app/features/api-keys/revoke-key.server.ts";
import { rotateKey } from "#app/features/api-keys/rotate-key.server.ts";

const fields = { name: "the build server", scopes: [], expiresInDays: null };

let count = 0;
let thief: SignedIn;
let userId: string;
beforeEach(async () => {
  const victim = await newPerson(`victim${(count += 1)}`);
  userId = victim.id;
  const entered = await signIn(victim, "password", arrival());
  const { principal } = await actorOf(userId);
  const at = new Date();
  const times = { createdAt: at, authenticatedAt: at, lastSeenAt: at, absoluteExpiresAt: at };
  thief = { ...principal, session: { id: entered.ok ? entered.sessionId : "", ...times } };
});

const livingKeys = async () =>
  (await pool.query("select id from auth.api_keys where user_id = $1 and is_active", [userId])).rows.length;

/** What "this was not me" does to an account, or as much of it as matters here. */
async function close(transaction: Transaction): Promise<void> {
  await endSessionsOf(transaction, userId);
  await endKeysOf(transaction, userId);
}
const lock = (transaction: Transaction) => lockPeople(transaction, [userId]);

describe("an account that is closed while somebody in it is busy", () => {
  it("AK07 AK09 gets no key that was asked for just before", async () => {
    const outcome = await raced(lock, close, () => createKey(thief, fields, origin));
    expect(outcome).toEqual({ ok: false, reason: "signed-out" });
    expect(await livingKeys()).toBe(0);
  });

  it("AK07 Z-10 keeps none that was just being replaced, and nothing waits for ever", async () => {
    const made = await createKey(thief, fields, origin);
    const id = made.ok ? made.row.id : "";
    const outcome = await raced(lock, close, () => rotateKey(thief, { id, graceMinutes: 60 }, origin));
    expect(outcome).toEqual({ ok: false, reason: "signed-out" });
    expect(await livingKeys()).toBe(0);
  });

  it("AK07 gets none either when its owner is disabled meanwhile", async () => {
    const outcome = await raced(
      lock,
      (transaction) => transaction.update(users).set({ isActive: false }).where(eq(users.id, userId)),
      () => createKey(thief, fields, origin),
    );
    expect(outcome).toEqual({ ok: false, reason: "signed-out" });
  });
});

describe("so that no two wait for each other for ever", () => {
  it("making and replacing lock the person before any key", async () => {
    const made = await createKey(thief, fields, origin);
    const id = made.ok ? made.row.id : "";
    const locks = (await statementsDuring(() => rotateKey(thief, { id, graceMinutes: 0 }, origin)))
      .map((statement) => /for update|(?:update|insert into) "auth"."(?:api_keys|audit_events)"/.exec(statement)?.[0])
      .filter((found) => found !== undefined);
    expect(locks[0]).toBe("for update");
    expect(locks.at(-1)).toBe('insert into "auth"."audit_events"');
  });
});
