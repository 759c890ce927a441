import { desc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { arrival, newPerson } from "#tests/support/arrivals.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { findSession } from "./sessions.server.ts";
import { signIn } from "./sign-in.server.ts";

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

const lastEvent = async () => (await db.select().from(auditEvents).orderBy(desc(auditEvents.sequence)).limit(1))[0];

async function enter(more = {}) {
  const entered = await signIn(mara, "password", arrival(more));
  if (!entered.ok) throw new Error(entered.reason);
  return entered;
}

describe("coming in", () => {
  it("UM-11 LG-16 sets last_login and remembers the method", async () => {
    const { sessionId } = await enter();
    const [user] = await db.select().from(users).where(eq(users.id, mara.id));
    const [session] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
    expect(user?.lastLogin).toBeInstanceOf(Date);
    expect(session?.method).toBe("password");
    expect(await lastEvent()).toMatchObject({
      event: "sign-in",
      outcome: "done",
      actorId: mara.id,
      requestId: "test-request",
    });
  });

  it("Z-01 SE01 SE02 opens a new session each time and ends the one this browser had, whoever's it was", async () => {
    const first = await enter();
    const second = await enter({ previousToken: first.token });
    expect(second.token).not.toBe(first.token);
    expect([await findSession(first.token), Boolean(await findSession(second.token))]).toEqual([null, true]);
    const eve = await newPerson(`eve${number}`);
    expect(await signIn(eve, "password", arrival({ previousToken: second.token }))).toMatchObject({ ok: true });
    expect(await findSession(second.token)).toBeNull();
  });

  it("UM-10 PW24 refuses somebody who was disabled a moment ago, even if the caller still believes otherwise", async () => {
    await db.update(users).set({ isActive: false }).where(eq(users.id, mara.id));
    expect(await signIn(mara, "password", arrival())).toEqual({ ok: false, reason: "disabled" });
    expect(await db.select().from(sessions).where(eq(sessions.userId, mara.id))).toHaveLength(0);
    expect(await lastEvent()).toMatchObject({ event: "sign-in", outcome: "refused", reason: "disabled" });
  });

  it("PW24 stops at the first step that is not taken, and goes on by itself once it is", async () => {
    const nina = await newPerson(`nina${number}`, { emailVerifiedAt: null });
    expect(await signIn(nina, "password", arrival())).toMatchObject({ ok: true, pending: "verify-email" });
    expect(await signIn(mara, "password", arrival())).toMatchObject({ ok: true, pending: null });
  });

  it("keeps one device for one browser, however often it signs in", async () => {
    const { deviceToken } = await enter();
    expect((await enter({ deviceToken })).deviceToken).toBe(deviceToken);
  });

  it("FA04 writes all of it or nothing: a session whose event cannot be written does not begin", async () => {
    const unwritable = { requestId: "bad \0 id", address: "203.0.113.9", userAgent: "A test" };
    await expect(signIn(mara, "password", arrival({ origin: unwritable }))).rejects.toThrow();
    expect(await db.select().from(sessions).where(eq(sessions.userId, mara.id))).toHaveLength(0);
    expect((await db.select().from(users).where(eq(users.id, mara.id)))[0]?.lastLogin).toBeNull();
  });
});
