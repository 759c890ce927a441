import { desc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { arrival, newPerson, origin, password } from "#tests/support/arrivals.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { changePassword } from "./change-password.server.ts";
import { createOneTimeToken, findOneTimeToken } from "./one-time-tokens.server.ts";
import { changeProfile } from "./profile.server.ts";
import { endSession, findSession } from "./sessions.server.ts";
import { signIn } from "./sign-in.server.ts";
import { checkPassword, findUser, setPassword } from "./users.server.ts";

const next = "seven lanterns over the quay";
let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

async function enter(more = {}) {
  const entered = await signIn(mara, "password", arrival(more));
  if (!entered.ok) throw new Error(entered.reason);
  return entered;
}

const change = (sessionId: string, more = {}) =>
  changePassword({ userId: mara.id, sessionId, currentPassword: password, password: next, ...more }, origin);
const isNow = async (raw: string) => checkPassword((await findUser(mara.id)) ?? mara, raw);
const lastEvent = async () => (await db.select().from(auditEvents).orderBy(desc(auditEvents.sequence)).limit(1))[0];

describe("a new password", () => {
  it("PW17 SH-05 Z-01 ends every other session and every reset; this one goes on under a new token", async () => {
    const [here, there] = [await enter({ remember: true }), await enter()];
    const reset = await createOneTimeToken(db, "reset-password", mara, mara.email);
    const changed = await change(here.sessionId);
    if (!changed.ok) throw new Error(changed.reason);
    expect(changed.remember).toBe(true);
    expect([await findSession(here.token), await findSession(there.token)]).toEqual([null, null]);
    expect((await findSession(changed.token))?.user.id).toBe(mara.id);
    expect(await findOneTimeToken(["reset-password"], reset)).toBeNull();
    expect([await isNow(password), await isNow(next)]).toEqual([false, true]);
    expect((await mailsTo(mara.email)).map(({ kind }) => kind)).toContain("password-changed");
  });

  it("PW16 needs the present one; whoever has only the browser changes nothing, and soon may not even try", async () => {
    const { sessionId, token } = await enter();
    expect(await change(sessionId, { currentPassword: "a loud harbour at dusk" })).toEqual({
      ok: false,
      reason: "current",
    });
    expect(await lastEvent()).toMatchObject({
      event: "password.changed",
      outcome: "refused",
      reason: "wrong-password",
    });
    for (let i = 0; i < 9; i += 1) await change(sessionId, { currentPassword: `guess number ${i}` });
    expect(await change(sessionId)).toMatchObject({ ok: false, reason: "limited" });
    expect([await isNow(password), Boolean(await findSession(token))]).toEqual([true, true]);
  });

  it("PW16 LK01 brings no new tries with a new user name", async () => {
    const { sessionId } = await enter();
    for (let i = 0; i < 10; i += 1) await change(sessionId, { currentPassword: `guess number ${i}` });
    const names = { username: `renamed${number}`, firstName: "", lastName: "" };
    expect(await changeProfile(mara.id, names, origin)).toEqual({ ok: true });
    expect(await change(sessionId, { currentPassword: "one guess more" })).toMatchObject({ reason: "limited" });
  });

  it("of four changes at once one counts, and the password is the one of that", async () => {
    const { sessionId } = await enter();
    const wanted = Array.from({ length: 4 }, (_, i) => `${next} number ${i}`);
    const outcomes = await Promise.all(wanted.map((raw) => change(sessionId, { password: raw })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "current")).toHaveLength(3);
    expect(await isNow(wanted[outcomes.findIndex(({ ok }) => ok)] ?? "")).toBe(true);
    expect(await db.select().from(sessions).where(eq(sessions.userId, mara.id))).toHaveLength(1);
  });

  it("loses against a reset that comes in between: the thief's change does not take the owner's password away", async () => {
    const { sessionId } = await enter();
    await Promise.all([change(sessionId), setPassword(db, mara.id, "the owner took it back")]);
    expect(await isNow("the owner took it back")).toBe(true);
  });

  it("changes nothing when the session has ended meanwhile", async () => {
    const { sessionId, token } = await enter();
    await endSession(db, token);
    expect(await change(sessionId)).toEqual({ ok: false, reason: "signed-out" });
    expect(await isNow(password)).toBe(true);
  });

  it("PW10 must be a good one: what is wrong with it is said before anything is tried", async () => {
    const { sessionId } = await enter();
    expect(await change(sessionId, { password: "short" })).toMatchObject({
      reason: "password",
      flaws: [{ flaw: "short", least: 15 }],
    });
    expect(await change(sessionId, { password: `${mara.username} and the sea` })).toMatchObject({ reason: "password" });
    const [row] = await db.select().from(users).where(eq(users.id, mara.id));
    expect(row?.passwordHash).toBe(mara.passwordHash);
  });
});
