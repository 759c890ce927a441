import { desc, eq } from "drizzle-orm";
import { hash as bcryptHash } from "@node-rs/bcrypt";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { arrival, newPerson, origin, password } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { days, minutes } from "../clock.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { lockouts } from "../db/counters.schema.ts";
import type { User } from "../db/users.schema.ts";
import { authenticate } from "./authenticate.server.ts";
import type { AuthBackend } from "./backend.ts";
import { argon2 } from "./argon2.server.ts";
import { emailBackend, usernameBackend } from "./local-backends.server.ts";
import { signIn } from "./sign-in.server.ts";
import { findUser } from "./users.server.ts";

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

// Each test comes from an address of its own, so that the address limit of one does not touch the next.
const attempt = (identifier: string, given = password, more = {}) =>
  authenticate({
    identifier,
    password: given,
    deviceToken: null,
    origin: { ...origin, address: `203.0.113.${number}` },
    ...more,
  });
const wrong = (identifier: string) => attempt(identifier, "certainly not this one");
const lastEvent = async () => (await db.select().from(auditEvents).orderBy(desc(auditEvents.sequence)).limit(1))[0];

describe("who is it", () => {
  it("CB-03 CB-04 LG-14 C-25 one field takes the user name or the address, in any case", async () => {
    for (const identifier of [mara.username, mara.email, mara.username.toUpperCase(), ` ${mara.email.toUpperCase()} `])
      expect(await attempt(identifier)).toMatchObject({ ok: true, user: { id: mara.id }, method: "password" });
  });

  it("CB-03 CB-04 a backend says no to nothing, to strangers, to people without a password and to a wrong one", async () => {
    const guest = await newPerson(`guest${number}`, { passwordHash: null });
    for (const backend of [emailBackend, usernameBackend])
      for (const identifier of ["", "stranger", "stranger@example.com", guest.username, guest.email])
        expect(await backend.authenticate({ identifier, password }, { origin, deviceId: null })).toBeNull();
    expect(
      await usernameBackend.authenticate({ identifier: mara.username, password: "" }, { origin, deviceId: null }),
    ).toBeNull();
    expect(
      await emailBackend.authenticate({ identifier: mara.email, password: "no" }, { origin, deviceId: null }),
    ).toBeNull();
  });

  it("LG-04 LG-15 ER-06 PW01 nothing typed is simply invalid: an outcome, never an exception", async () => {
    for (const given of ["", "   ", "\t\n"])
      expect(await attempt(mara.username, given)).toEqual({ ok: false, reason: "invalid" });
    expect(await attempt("", password)).toEqual({ ok: false, reason: "invalid" });
    expect(await attempt(mara.username, "x".repeat(1_000_000))).toEqual({ ok: false, reason: "invalid" });
  });

  it("LG-02 LG-03 Z-18 PW02 computes exactly one hash for everybody: right, wrong, unknown, without a password", async () => {
    const guest = await newPerson(`guest${number}`, { passwordHash: null });
    await wrong("stranger"); // makes the hash that nobody has
    const verify = vi.spyOn(argon2, "verify");
    for (const identifier of [mara.username, mara.email, "stranger", "stranger@example.com", guest.username]) {
      verify.mockClear();
      expect(await wrong(identifier)).toEqual({ ok: false, reason: "invalid" });
      expect(verify).toHaveBeenCalledTimes(1);
    }
    verify.mockRestore();
  });

  it("writes down exactly why, where the person only hears that it did not match", async () => {
    const guest = await newPerson(`guest${number}`, { passwordHash: null });
    for (const [identifier, reason] of [
      [mara.username, "wrong-password"],
      ["stranger", "unknown-user"],
      [guest.email, "no-password"],
    ] as const) {
      await wrong(identifier);
      expect(await lastEvent()).toMatchObject({ event: "sign-in", outcome: "refused", reason });
    }
  });
});

describe("backends", () => {
  const broken: AuthBackend = {
    name: "broken",
    method: "password",
    authenticate: () => Promise.reject(new Error("the directory is down")),
  };
  const asked: string[] = [];
  const noting = (name: string, answer: User | null): AuthBackend => ({
    name,
    method: "password",
    authenticate: async () => (asked.push(name), answer && { is: "somebody", user: answer }),
  });
  const ask = (backends: AuthBackend[]) =>
    authenticate(
      { identifier: mara.username, password, deviceToken: null, origin: { ...origin, address: `203.0.113.${number}` } },
      backends,
    );

  it("CB-01 CB-02 are asked in order, and the first yes counts", async () => {
    asked.length = 0;
    expect(await ask([noting("first", null), noting("second", mara), noting("third", mara)])).toMatchObject({
      ok: true,
      user: { id: mara.id },
    });
    expect(asked).toEqual(["first", "second"]);
  });

  it("CB-08 one that breaks does not keep the next from answering", async () => {
    expect(await ask([broken, noting("next", mara)])).toMatchObject({ ok: true });
    expect(await ask([broken])).toEqual({ ok: false, reason: "invalid" });
  });
});

describe("old hashes", () => {
  it("PW-08 PW14 the right password replaces an outdated hash, a wrong one never touches the row", async () => {
    const imported = await newPerson(`imported${number}`, { passwordHash: await bcryptHash(password, 4) });
    await wrong(imported.username);
    expect((await findUser(imported.id))?.passwordHash).toBe(imported.passwordHash);
    expect(await attempt(imported.username)).toMatchObject({ ok: true });
    expect((await findUser(imported.id))?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await attempt(imported.username)).toMatchObject({ ok: true });
  });
});

describe("too many tries", () => {
  it("LK-01 LK01 the eleventh wrong password within 15 minutes is not even looked at, nor is the right one", async () => {
    for (let i = 0; i < 10; i++) expect(await wrong(mara.username)).toEqual({ ok: false, reason: "invalid" });
    expect(await wrong(mara.username)).toMatchObject({ ok: false, reason: "limited", retryAfter: 900 });
    expect(await attempt(mara.username)).toMatchObject({ ok: false, reason: "limited" });
    expect(await lastEvent()).toMatchObject({ reason: "locked" });
  });

  it("LG-02 LK13 the limit on a name says nothing about an address: whoever fills one learns not whose it is", async () => {
    for (let i = 0; i < 11; i++) await wrong(mara.username);
    expect(await wrong(mara.username)).toMatchObject({ reason: "limited" });
    expect(await wrong(mara.email)).toEqual({ ok: false, reason: "invalid" });
  });

  it("writes down the limit once a window, however long somebody goes on", async () => {
    for (let i = 0; i < 20; i++) await wrong(mara.username);
    const rows = await db.select().from(auditEvents).where(eq(auditEvents.requestId, origin.requestId));
    const told = rows.filter((row) => row.reason === "locked").length;
    for (let i = 0; i < 5; i++) await wrong(mara.username);
    const after = await db.select().from(auditEvents).where(eq(auditEvents.reason, "locked"));
    expect(after).toHaveLength(told);
  });

  it("LK13 an account that does not exist is limited in just the same way", async () => {
    for (let i = 0; i < 10; i++) await wrong(`nobody${number}`);
    expect(await wrong(`nobody${number}`)).toMatchObject({ ok: false, reason: "limited", retryAfter: 900 });
  });

  it("LK-01 the lock opens after 15 minutes, and is twice as long the next time, never longer than four hours", async () => {
    for (const locked of [15, 30, 60, 120, 240, 240]) {
      for (let i = 0; i < 10; i++) await wrong(mara.username);
      expect(await attempt(mara.username)).toMatchObject({ reason: "limited", retryAfter: locked * 60 });
      travel(minutes(locked));
    }
    expect(await attempt(mara.username)).toMatchObject({ ok: true });
  }, 60_000);

  it("LK-02 LK09 the right password wipes the slate of the account clean", async () => {
    for (let i = 0; i < 9; i++) await wrong(mara.username);
    expect(await attempt(mara.username)).toMatchObject({ ok: true });
    for (let i = 0; i < 9; i++) await wrong(mara.username);
    expect(await attempt(mara.username)).toMatchObject({ ok: true });
  });

  it("LK08 a crowd at the same moment get ten tries between them", async () => {
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => wrong(mara.username)));
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "invalid")).toHaveLength(10);
  });

  it("LK02 a device that signed in before keeps tries of its own while a stranger locks the account", async () => {
    const entered = await signIn(mara, "password", arrival());
    if (!entered.ok) throw new Error(entered.reason);
    for (let i = 0; i < 11; i++) await wrong(mara.username);
    expect(await attempt(mara.username)).toMatchObject({ reason: "limited" });
    expect(await attempt(mara.username, password, { deviceToken: entered.deviceToken })).toMatchObject({ ok: true });
    expect(await attempt(`other${number}`, password, { deviceToken: entered.deviceToken })).toMatchObject({
      ok: false,
    });
  });

  it("RL-01 LK03 LK09 one address gets a hundred tries, whatever names it goes through; getting in gives none back", async () => {
    const from = { origin: { ...origin, address: "198.51.100.1" } };
    for (let i = 0; i < 99; i++) await attempt(`somebody${i}`, "x", from);
    expect(await attempt(mara.username, password, from)).toMatchObject({ ok: true });
    expect(await attempt(mara.username, password, from)).toMatchObject({ reason: "limited" });
    expect(await lastEvent()).toMatchObject({ reason: "too-many-tries" });
    expect(await attempt(mara.username)).toMatchObject({ ok: true });
  }, 60_000);

  it("forgets accounts whose last failure is a day old", async () => {
    const { deleteForgottenLockouts } = await import("./lockout.server.ts");
    await wrong(mara.username);
    travel(days(1.1));
    await deleteForgottenLockouts();
    expect(await db.select().from(lockouts)).toHaveLength(0);
  });
});
