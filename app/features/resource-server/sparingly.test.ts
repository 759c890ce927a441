import { afterEach, expect, it, vi } from "vitest";

import { seconds } from "../../clock.ts";
import { sparingly } from "./sparingly.ts";

afterEach(() => void vi.useRealTimers());

it("makes one call at a time, whoever waits for it, and another one after it", async () => {
  let calls = 0;
  const call = sparingly(async () => (calls += 1));
  expect(await Promise.all([call(), call(), call()])).toEqual([1, 1, 1]);
  expect(await call()).toBe(2);
});

it("leaves a call that failed alone for ten seconds, and says meanwhile what it said", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  let calls = 0;
  const call = sparingly(async () => {
    calls += 1;
    if (calls === 1) throw new Error("down");
    return "up";
  });
  for (let i = 0; i < 5; i++) await expect(call()).rejects.toThrow("down");
  expect(calls).toBe(1);
  vi.setSystemTime(Date.now() + seconds(10));
  expect(await call()).toBe("up");
});
