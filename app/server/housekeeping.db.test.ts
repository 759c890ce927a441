import { afterEach, expect, it, vi } from "vitest";

import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { mails } from "../db/mails.schema.ts";
import { log } from "../log.server.ts";
import { startHousekeeping } from "./housekeeping.ts";

let stop = () => {};
afterEach(() => stop());

it("tells the operator at the start, and again after an hour, that mails were given up", async () => {
  const error = vi.spyOn(log, "error");
  await db.insert(mails).values({ kind: "reset-password", dueAt: now(), deadAt: now(), lastError: "no such address" });
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  stop = startHousekeeping();
  const line = [{ waiting: 0, dead: 1 }, expect.stringContaining("auth.mails")];
  await vi.waitUntil(() => error.mock.calls.length === 1);
  vi.advanceTimersByTime(3_600_000);
  vi.useRealTimers();
  await vi.waitFor(() => expect(error.mock.calls).toEqual([line, line]));
});
