import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { travel } from "#tests/support/travel.ts";
import { days, minutes } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { devices } from "../db/sessions.schema.ts";
import type { User } from "../db/users.schema.ts";
import { deleteForgottenDevices, findKnownDevice } from "./devices.server.ts";
import { signIn } from "./sign-in.server.ts";

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

const notices = async (user = mara) => (await mailsTo(user.email)).filter(({ kind }) => kind === "new-device");

async function enter(deviceToken: string | null = null, user = mara, more = {}): Promise<string> {
  const entered = await signIn(user, "password", arrival({ deviceToken, ...more }));
  if (!entered.ok) throw new Error(entered.reason);
  return entered.deviceToken;
}

describe("a browser that is new to an account", () => {
  it("is told to the person by mail, with what it is, from where, and a way to say that it was not them", async () => {
    await enter();
    const userAgent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
    await enter(null, mara, { origin: { ...origin, address: "192.0.2.44", userAgent } });
    const [notice, ...more] = await notices();
    expect(more).toEqual([]);
    expect(notice?.text).toMatch(/Firefox on Windows, from 192\.0\.2\.44/);
    expect(notice?.link).toMatch(/\/not-me\?token=[\w-]{43}$/);
  });

  it("is no news when it is their first, nor when it comes back", async () => {
    const device = await enter();
    expect(await notices()).toEqual([]);
    for (let i = 0; i < 3; i += 1) await enter(device);
    expect(await notices()).toEqual([]);
  });

  it("is news for each person by themselves: a browser that one of them knows is new to the other", async () => {
    const eve = await newPerson(`eve${number}`);
    const device = await enter();
    await enter(null, eve);
    await enter(device, eve);
    expect([await notices(), await notices(eve)]).toMatchObject([[], [{ to: eve.email }]]);
  });

  it("is told once when it signs in twice at the same moment", async () => {
    await enter();
    const token = "d".repeat(43);
    await Promise.all([enter(token), enter(token), enter(token)]);
    expect(await notices()).toHaveLength(1);
  });

  it("is not told when the sign-in does not happen", async () => {
    await enter();
    const unwritable = { ...origin, requestId: "bad \0 id" };
    await expect(enter(null, mara, { origin: unwritable })).rejects.toThrow();
    expect(await notices()).toEqual([]);
  });

  it("is not told to an address that nobody has proven: it may be a stranger's", async () => {
    const claim = await newPerson(`claim${number}`, { emailVerifiedAt: null });
    for (let i = 0; i < 3; i += 1) await enter(null, claim);
    expect(await notices(claim)).toEqual([]);
  });

  it("takes the place of the one that was not used for longest, once there are fifty", async () => {
    const [first, second] = [await enter(), await enter()];
    travel(minutes(1));
    await enter(first);
    for (let i = 0; i < 49; i += 1) await enter();
    expect(await db.select().from(devices).where(eq(devices.userId, mara.id))).toHaveLength(50);
    expect([await findKnownDevice(first, mara.email), await findKnownDevice(second, mara.email)]).toEqual([
      expect.any(String),
      null,
    ]);
  });

  it("counts as their first again once all others are forgotten", async () => {
    await enter();
    travel(days(401));
    await deleteForgottenDevices();
    await enter();
    expect(await notices()).toEqual([]);
  });
});
