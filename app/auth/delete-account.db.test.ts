import { eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { actorOf } from "#tests/support/actors.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { verifyChain } from "../audit/verify.server.ts";
import { recordEvent } from "../audit/record.server.ts";
import { days, minutes } from "../clock.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { oneTimeTokens } from "../db/one-time-tokens.schema.ts";
import { devices, sessions } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { projects } from "../projects/projects.schema.ts";
import { askToDelete } from "./delete-account.server.ts";
import { eraseDueAccounts, eraseUnprovenAccounts } from "./erase-accounts.server.ts";
import { invite } from "./invitations.server.ts";
import { createOneTimeToken, findOneTimeToken } from "./one-time-tokens.server.ts";
import { findSession } from "./sessions.server.ts";
import { signIn } from "./sign-in.server.ts";
import { findUser } from "./users.server.ts";

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

const stored = async () => (await findUser(mara.id)) ?? mara;
const enter = async (more = {}) => signIn(await stored(), "password", arrival(more));
const eventsAbout = async (id: string) =>
  (await db.select().from(auditEvents).orderBy(auditEvents.sequence))
    .filter(({ actorId, targetId }) => actorId === id || targetId === id)
    .map(({ event }) => event);

describe("deleting an account", () => {
  it("AC13 ends every session and every link into it at once, tells the person, and erases it in fourteen days", async () => {
    const entered = await enter();
    for (const purpose of ["verify-email", "reset-password", "change-email"] as const)
      await createOneTimeToken(db, purpose, mara, mara.email);
    expect(await askToDelete(mara.id, origin)).toEqual({ ok: true });
    expect(await findSession(entered.ok ? entered.token : "")).toBeNull();
    expect(await db.select().from(oneTimeTokens).where(eq(oneTimeTokens.userId, mara.id))).toEqual([]);
    const grace = ((await stored()).erasedAfter?.getTime() ?? 0) - Date.now();
    expect(Math.round(grace / days(1))).toBe(14);
    expect((await mailsTo(mara.email)).map(({ kind }) => kind)).toEqual(["account-deleted"]);
    expect(await eventsAbout(mara.id)).toEqual(["sign-in", "account.deleted"]);
  });

  it("AC13 leaves the owner the links of earlier notices, which take back what a thief did before deleting", async () => {
    const undo = await createOneTimeToken(db, "undo-email", mara, mara.email);
    const notMe = await createOneTimeToken(db, "not-me", mara, mara.email);
    await askToDelete(mara.id, origin);
    expect((await findOneTimeToken(["undo-email"], undo))?.userId).toBe(mara.id);
    expect((await findOneTimeToken(["not-me"], notMe))?.userId).toBe(mara.id);
  });

  it("is taken back by signing in before that", async () => {
    await askToDelete(mara.id, origin);
    travel(days(13));
    expect(await enter()).toMatchObject({ ok: true });
    travel(days(2));
    await eraseDueAccounts();
    expect(await stored()).toMatchObject({ id: mara.id, erasedAfter: null });
    expect(await eventsAbout(mara.id)).toEqual(["account.deleted", "sign-in", "account.kept"]);
  });

  it("refuses the last superuser, also when the last two go at once", async () => {
    const root = await newPerson(`root${number}`, { isSuperuser: true });
    expect(await askToDelete(root.id, origin)).toEqual({ ok: false, reason: "last-superuser" });
    const other = await newPerson(`other${number}`, { isSuperuser: true });
    const outcomes = await Promise.all([root, other].map(({ id }) => askToDelete(id, origin)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    await db.update(users).set({ isSuperuser: false });
  });
});

describe("erasing", () => {
  const erase = async () => {
    await askToDelete(mara.id, origin);
    travel(days(15));
    await eraseDueAccounts();
  };

  it("AC13 UM-14 takes the person and all that hangs on them away, and nobody else", async () => {
    const eve = await newPerson(`eve${number}`);
    await signIn(eve, "password", arrival());
    await enter();
    await erase();
    expect(await findUser(mara.id)).toBeNull();
    expect(await findUser(eve.id)).not.toBeNull();
    for (const table of [sessions, devices, oneTimeTokens])
      expect(await db.select().from(table).where(eq(table.userId, mara.id))).toEqual([]);
    expect(await db.select().from(devices).where(eq(devices.userId, eve.id))).toHaveLength(1);
  });

  it("AC13 keeps the audit rows and the chain whole, without address, browser or person", async () => {
    await enter({ origin: { ...origin, address: "192.0.2.44" } });
    await recordEvent(
      { event: "sign-in", outcome: "refused", targetId: mara.id },
      { ...origin, address: "192.0.2.45" },
    );
    const eve = await newPerson(`eve${number}`);
    await recordEvent({ event: "membership.added", outcome: "done", actorId: eve.id, targetId: mara.id }, origin);
    await erase();
    const kept = await db.select().from(auditPersonal);
    expect(JSON.stringify(kept)).not.toMatch(/192\.0\.2\.4/);
    expect(kept.filter(({ userId }) => userId === mara.id)).toEqual([]);
    expect(kept.filter(({ userId }) => userId === eve.id)).toMatchObject([{ address: origin.address }]);
    const about = ["sign-in", "sign-in", "membership.added", "account.deleted", "account.erased"];
    expect(await eventsAbout(mara.id)).toEqual(about);
    expect(await verifyChain(db)).toMatchObject({ intact: true });
  });

  it("waits until the time is over, and erases once when two processes do it together", async () => {
    await askToDelete(mara.id, origin);
    travel(days(13));
    await eraseDueAccounts();
    expect(await findUser(mara.id)).not.toBeNull();
    travel(days(2));
    await Promise.all([eraseDueAccounts(), eraseDueAccounts(), eraseDueAccounts()]);
    expect((await eventsAbout(mara.id)).filter((event) => event === "account.erased")).toHaveLength(1);
  });

  it("lets their projects stay, owned by nobody", async () => {
    const [mine] = await db
      .insert(projects)
      .values({ name: "Lighthouse", status: "active", budget: 1, ownerId: mara.id })
      .returning();
    await erase();
    expect(await db.select().from(projects)).toMatchObject([{ id: mine?.id, ownerId: null }]);
  });

  it("takes accounts away that proved no address within a week, however many, and writes them down; no staff, nobody else", async () => {
    const staff = await newPerson(`staff${number}`, { emailVerifiedAt: null, isStaff: true });
    const root = await newPerson(`root${number}`, { emailVerifiedAt: null, isSuperuser: true });
    const claims: User[] = [];
    for (let i = 0; i < 52; i += 1) claims.push(await newPerson(`claim${number}.${i}`, { emailVerifiedAt: null }));
    travel(days(6));
    const late = await newPerson(`late${number}`, { emailVerifiedAt: null });
    await eraseUnprovenAccounts();
    expect(await findUser(claims[0]?.id ?? "")).not.toBeNull();
    travel(days(1) + minutes(1));
    await eraseUnprovenAccounts();
    for (const { id } of claims) expect(await eventsAbout(id)).toEqual(["account.erased"]);
    expect(await db.select().from(users).where(isNull(users.emailVerifiedAt))).toHaveLength(3);
    for (const { id } of [staff, root, late, mara]) expect(await findUser(id)).not.toBeNull();
    await db.delete(users).where(eq(users.id, root.id));
  });

  it("AC06 AC13 writes down, and forgets from where, also when an account gives way to the owner of its address", async () => {
    const claim = await newPerson(`claim${number}`, { emailVerifiedAt: null });
    await signIn(claim, "password", arrival({ origin: { ...origin, address: "192.0.2.46" } }));
    await invite(await actorOf(mara.id), { email: claim.email, roleIds: [] });
    expect(await eventsAbout(claim.id)).toEqual(["sign-in", "account.erased"]);
    expect(JSON.stringify(await db.select().from(auditPersonal))).not.toContain("192.0.2.46");
    expect(await verifyChain(db)).toMatchObject({ intact: true });
  });

  it("either erases somebody who is just signing in or keeps them, and never half", async () => {
    await askToDelete(mara.id, origin);
    travel(days(15));
    const user = await stored();
    const [entered] = await Promise.all([signIn(user, "password", arrival()), eraseDueAccounts()]);
    expect(Boolean(await findUser(mara.id))).toBe(entered.ok);
    expect(entered.ok ? await findSession(entered.token) : null).toEqual(entered.ok ? expect.anything() : null);
  });
});
