import { beforeEach, describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import type { AuditEvent } from "../audit/events.ts";
import { recordEvent } from "../audit/record.server.ts";
import { newId } from "../db/columns.ts";
import type { User } from "../db/users.schema.ts";
import { listActivity } from "./activity.server.ts";

const from = (address: string) => ({ ...origin, address, userAgent: `The browser at ${address}` });
const note = (event: AuditEvent, who: { actorId?: string; targetId?: string }, address = "203.0.113.9") =>
  recordEvent({ event, outcome: "done", ...who }, from(address));

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

describe("what happened in an account", () => {
  it("is what the person did and what was done to them, newest first", async () => {
    await note("sign-in", { actorId: mara.id });
    await note("membership.added", { actorId: newId(), targetId: mara.id });
    await note("account.changed", { actorId: mara.id, targetId: mara.id });
    const { activity, older } = await listActivity(mara.id);
    expect(activity.map(({ event, by }) => `${event} by ${by}`)).toEqual([
      "account.changed by you",
      "membership.added by other",
      "sign-in by you",
    ]);
    expect(older).toBeNull();
  });

  it("shows nothing of what concerns somebody else", async () => {
    const eve = await newPerson(`eve${number}`);
    await note("sign-in", { actorId: eve.id });
    await note("account.changed", { actorId: eve.id, targetId: eve.id });
    await note("sign-in", { targetId: eve.id });
    expect((await listActivity(mara.id)).activity).toEqual([]);
  });

  it("never tells from where another person did something, but tells where a stranger tried to come in from", async () => {
    await note("membership.added", { actorId: newId(), targetId: mara.id }, "198.51.100.77");
    await note("sign-in", { targetId: mara.id }, "192.0.2.44");
    const { activity } = await listActivity(mara.id);
    expect(activity.map(({ by, address, userAgent }) => [by, address, userAgent])).toEqual([
      ["stranger", "192.0.2.44", "The browser at 192.0.2.44"],
      ["other", null, null],
    ]);
  });

  it("comes in pages of twenty-five, of which none repeats or leaves out an event, also while more happens", async () => {
    for (let i = 0; i < 60; i += 1)
      await note("sign-in", i % 3 ? { actorId: mara.id } : { targetId: mara.id }, `192.0.2.${i}`);
    const pages: string[][] = [];
    for (let before: string | null = null; pages.length < 9;) {
      const { activity, older } = await listActivity(mara.id, before);
      pages.push(activity.map(({ address }) => address ?? ""));
      await note("sign-out", { actorId: mara.id });
      if (!older) break;
      before = older;
    }
    expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(pages.flat()).toEqual(Array.from({ length: 60 }, (_, i) => `192.0.2.${59 - i}`));
  });

  it.each(["", "x", "0", "-1", "1e9", "' or 1=1 --", newId()])(
    "is empty before %j, which is no event",
    async (before) => {
      await note("sign-in", { actorId: mara.id });
      expect(await listActivity(mara.id, before)).toEqual({ activity: [], older: null });
    },
  );

  it("tells only the place of another person's event in time, when that is named as where to begin", async () => {
    const eve = await newPerson(`eve${number}`);
    await note("sign-in", { actorId: mara.id });
    await note("sign-in", { actorId: eve.id }, "198.51.100.77");
    const [eves] = (await listActivity(eve.id)).activity;
    const { activity } = await listActivity(mara.id, eves?.id ?? null);
    expect(activity.map(({ address }) => address)).toEqual(["203.0.113.9"]);
  });
});
