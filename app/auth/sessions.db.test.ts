import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { arrival, newPerson, origin, password } from "#tests/support/arrivals.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { travel } from "#tests/support/travel.ts";
import { days, hours, minutes } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { hashPassword } from "./passwords.server.ts";
import { hashToken, randomToken } from "./secrets.server.ts";
import {
  deleteExpiredSessions,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "./sessions.server.ts";
import { signIn } from "./sign-in.server.ts";
import { setPassword } from "./users.server.ts";

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

async function enter(user = mara, more = {}): Promise<{ token: string; sessionId: string }> {
  const entered = await signIn(user, "password", arrival(more));
  if (!entered.ok) throw new Error(entered.reason);
  return entered;
}

const storedSessions = (user = mara) => db.select().from(sessions).where(eq(sessions.userId, user.id));

describe("a session", () => {
  it("SE-01 SE-08 SE03 is a row that holds only the hash of its token", async () => {
    const { token } = await enter();
    const [row] = await storedSessions();
    expect(row?.id).toBe(hashToken(token));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await findSession(row?.id ?? "")).toBeNull();
  });

  it("SE-12 LG-06 SH-02 carries who, how and a stamp of the password; roles are read anew each time", async () => {
    const { token } = await enter();
    const found = await findSession(token);
    expect(found).toMatchObject({ user: { id: mara.id }, session: { method: "password" }, roleIds: [] });
    expect(found?.session.authHash).toMatch(/^[\w-]{22}$/);
    expect(Object.keys(found?.session ?? {})).not.toContain("permissions");
  });

  it("takes one statement to find, and look-ups of one turn share it", async () => {
    const tokens = [(await enter()).token, (await enter()).token, (await enter()).token];
    expect(await statementsDuring(() => findSession(tokens[0] ?? ""))).toHaveLength(1);
    const found: unknown[] = [];
    expect(
      await statementsDuring(async () => found.push(...(await Promise.all(tokens.map(findSession))))),
    ).toHaveLength(1);
    expect(found.every(Boolean)).toBe(true);
  });

  it("SE-14 an unknown token is nobody", async () => {
    expect(await findSession(randomToken())).toBeNull();
  });
});

describe("its life", () => {
  it("SE05 ends after the idle time, and its row goes", async () => {
    const { token } = await enter();
    travel(minutes(121));
    expect(await findSession(token)).toBeNull();
    expect(await storedSessions()).toHaveLength(0);
  });

  it("SE05 goes on as long as it is used within the idle time", async () => {
    const { token } = await enter();
    for (let hundreds = 0; hundreds < 3; hundreds++) {
      travel(minutes(100));
      expect(await findSession(token)).not.toBeNull();
    }
  });

  it("SE-04 SE06 ends at its absolute age however busy it was, and its row goes", async () => {
    const { token } = await enter();
    for (let elapsed = 0; elapsed < 23; elapsed++) {
      travel(hours(1));
      expect(await findSession(token)).not.toBeNull();
    }
    travel(hours(1.1));
    expect(await findSession(token)).toBeNull();
    expect(await storedSessions()).toHaveLength(0);
  });

  it("writes last_seen at most once a minute", async () => {
    const { token } = await enter();
    expect(await statementsDuring(() => findSession(token))).toHaveLength(1);
    travel(minutes(2));
    expect(await statementsDuring(() => findSession(token))).toHaveLength(2);
    expect(await statementsDuring(() => findSession(token))).toHaveLength(1);
  });

  it("SE19 expired rows are removed in batches of a thousand", async () => {
    const { token } = await enter();
    const past = new Date(Date.now() - days(1));
    const [row] = await storedSessions();
    if (!row) throw new Error("no session");
    const old = Array.from({ length: 1_500 }, () => ({ ...row, id: hashToken(randomToken()), expiresAt: past }));
    await db.insert(sessions).values(old);
    await deleteExpiredSessions();
    expect(await storedSessions()).toHaveLength(501);
    await deleteExpiredSessions();
    expect(await storedSessions()).toHaveLength(1);
    expect(await findSession(token)).not.toBeNull();
  });
});

describe("ending it", () => {
  it("SH-04 SH-05 a new password ends every session, without a row being deleted for it", async () => {
    const [one, two] = [await enter(), await enter()];
    await setPassword(db, mara.id, "quite another harbour at dusk");
    expect(await storedSessions()).toHaveLength(2);
    expect([await findSession(one.token), await findSession(two.token)]).toEqual([null, null]);
  });

  it("UM-10 SE08 a disabled person has no session any more, and gets none back when enabled again", async () => {
    const { token } = await enter();
    await db.update(users).set({ isActive: false }).where(eq(users.id, mara.id));
    expect(await findSession(token)).toBeNull();
    await db.update(users).set({ isActive: true }).where(eq(users.id, mara.id));
    expect(await findSession(token)).toBeNull();
  });

  it("SE07 one's own sessions can be ended one by one or all but one; another's cannot", async () => {
    const eve = await newPerson(`eve${number}`);
    const [here, there, elsewhere] = [await enter(), await enter(), await enter()];
    expect(await revokeSession(db, eve.id, there.sessionId)).toBe(false);
    expect(await findSession(there.token)).not.toBeNull();
    expect(await revokeSession(db, mara.id, there.sessionId)).toBe(true);
    expect(await findSession(there.token)).toBeNull();
    expect(await revokeOtherSessions(db, mara.id, here.sessionId)).toBe(1);
    expect([await findSession(elsewhere.token), (await findSession(here.token))?.session.id]).toEqual([
      null,
      here.sessionId,
    ]);
  });
});

describe("how many a person has", () => {
  it("SE-10 lists the living ones, most recently used first", async () => {
    const first = await enter();
    travel(minutes(5));
    const second = await enter();
    travel(minutes(5));
    await findSession(first.token);
    expect((await listSessions(mara.id)).map((session) => session.id)).toEqual([first.sessionId, second.sessionId]);
  });

  it("SE-11 SE17 one more than twenty ends the least recently used, not the oldest", async () => {
    const oldest = await enter();
    const second = await enter();
    for (let i = 0; i < 18; i++) await enter();
    travel(minutes(3));
    await findSession(oldest.token);
    await enter();
    expect(await storedSessions()).toHaveLength(20);
    expect([await findSession(oldest.token), await findSession(second.token)].map(Boolean)).toEqual([true, false]);
  });

  it("SE-11 holds when people sign in at the same moment", async () => {
    await Promise.all(Array.from({ length: 30 }, () => enter()));
    expect(await storedSessions()).toHaveLength(20);
  });
});

describe("an outdated hash", () => {
  it("C-19 SH-06 is replaced without ending other sessions", async () => {
    const { rehashPassword } = await import("./users.server.ts");
    const { token } = await enter();
    await rehashPassword(mara, password, origin);
    expect(await findSession(token)).not.toBeNull();
    const [stored] = await db.select().from(users).where(eq(users.id, mara.id));
    expect(stored?.passwordHash).not.toBe(mara.passwordHash);
  });

  it("PW14 two sign-ins at once leave one valid hash", async () => {
    const { checkPassword, findUser, rehashPassword } = await import("./users.server.ts");
    await Promise.all([rehashPassword(mara, password, origin), rehashPassword(mara, password, origin)]);
    const stored = await findUser(mara.id);
    expect(stored && (await checkPassword(stored, password))).toBe(true);
    expect(await hashPassword(password)).not.toBe(stored?.passwordHash);
  });
});
