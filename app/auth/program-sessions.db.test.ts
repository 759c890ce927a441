import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { days, hours, minutes, now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { sessions } from "../db/sessions.schema.ts";
import { users } from "../db/users.schema.ts";
import { findProgram, prolongProgram } from "./program-sessions.server.ts";
import { createSession, findSession } from "./sessions.server.ts";

let number = 0;
async function open(client: string | null) {
  const user = await newPerson(`piper${number++}`);
  const { address, userAgent } = origin;
  const details = { method: "password", client, pending: null, address, userAgent, remember: false } as const;
  return { user, ...(await createSession(db, user, details)) };
}
const rowOf = async (id: string) => (await db.select().from(sessions).where(eq(sessions.id, id)))[0];

describe("a program's session", () => {
  it("JT-02 ends thirty days after it began, and is not moved by being used", async () => {
    const { id } = await open("Harbour app");
    const ends = (await rowOf(id))?.expiresAt.getTime() ?? 0;
    expect(ends - now().getTime()).toBeGreaterThan(days(30) - minutes(1));
    travel(days(20));
    expect(await findProgram(id)).not.toBeNull();
    const used = await rowOf(id);
    expect(used?.expiresAt.getTime()).toBe(ends);
    expect(used?.lastSeenAt.getTime()).toBeGreaterThanOrEqual(now().getTime() - minutes(1));
    travel(days(10) + minutes(1));
    expect(await findProgram(id)).toBeNull();
    expect(await rowOf(id)).toBeUndefined();
  });

  it("SE-04 is prolonged by fetching new tokens, within ninety days in all", async () => {
    const { id } = await open("Harbour app");
    const absolute = (await rowOf(id))?.absoluteExpiresAt;
    for (const later of [29, 29, 29]) {
      travel(days(later));
      expect(await prolongProgram(db, id)).not.toBeNull();
    }
    expect((await rowOf(id))?.expiresAt).toEqual(absolute);
    travel(days(4));
    expect(await findProgram(id)).toBeNull();
    expect(await prolongProgram(db, id)).toBeNull();
  });

  it("C-13 is none of a browser's, nor is a browser's one of a program", async () => {
    const program = await open("Harbour app");
    const before = await rowOf(program.id);
    expect(await findSession(program.token)).toBeNull();
    expect(await rowOf(program.id)).toEqual(before); // nor shortened by the try
    const browser = await open(null);
    expect(await findProgram(browser.id)).toBeNull();
    expect(await findSession(browser.token)).not.toBeNull();
    expect(await prolongProgram(db, browser.id)).toBeNull();
  });

  it("UM-10 SH-04 ends with a new password, and with its person's account", async () => {
    const [one, other] = [await open("Harbour app"), await open("Harbour app")];
    await db.update(users).set({ passwordHash: "another" }).where(eq(users.id, one.user.id));
    await db.update(users).set({ isActive: false }).where(eq(users.id, other.user.id));
    expect([await findProgram(one.id), await findProgram(other.id)]).toEqual([null, null]);
    await db.update(users).set({ isActive: true }).where(eq(users.id, other.user.id));
    expect(await findProgram(other.id)).toBeNull();
  });

  it("leaves a browser's to slide as ever", async () => {
    const { token, id } = await open(null);
    travel(hours(1));
    await findSession(token);
    expect((await rowOf(id))?.expiresAt.getTime()).toBeGreaterThan(now().getTime() + hours(1.9));
  });
});
