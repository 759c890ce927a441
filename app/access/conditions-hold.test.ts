import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { circumstances } from "#tests/support/circumstances.ts";
import { log } from "../log.server.ts";
import type { Condition } from "./condition.ts";
import { conditionOf } from "./condition-types.ts";
import { allHold, holdsSafely } from "./conditions-hold.server.ts";

const warn = vi.spyOn(log, "warn");
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  warn.mockReset();
});

const that = (holds: () => unknown): Condition => ({
  ...conditionOf({ type: "odd" }),
  holds: holds as Condition["holds"],
});

async function answerAfter(milliseconds: number, condition: Condition): Promise<boolean | "waiting"> {
  let answer: boolean | "waiting" = "waiting";
  void Promise.resolve(holdsSafely(condition, circumstances())).then((given) => (answer = given));
  await vi.advanceTimersByTimeAsync(milliseconds);
  return answer;
}

describe("asking a condition safely", () => {
  it.each([true, false])("gives its answer, at once or later: %s", async (answer) => {
    expect(
      await holdsSafely(
        that(() => answer),
        circumstances(),
      ),
    ).toBe(answer);
    expect(
      await holdsSafely(
        that(async () => answer),
        circumstances(),
      ),
    ).toBe(answer);
    expect(warn).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["throws", () => expect.fail("out of order")],
    ["rejects", () => Promise.reject(new Error("out of order"))],
    ["throws something that is no error", () => Promise.reject(undefined)],
  ])("AZ18 a condition that %s does not hold, and the log names its type", async (_, holds) => {
    expect(await holdsSafely(that(holds), circumstances())).toBe(false);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: "odd" }), expect.any(String));
    expect(vi.getTimerCount()).toBe(0);
  });

  it("AZ18 a condition that never answers does not hold after one second, and the log names its type", async () => {
    const silent = that(() => new Promise(() => {}));
    expect(await answerAfter(999, silent)).toBe("waiting");
    expect(warn).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: "odd" }), expect.any(String));
    expect(await answerAfter(1_000, silent)).toBe(false);
  });

  it("AZ18 an answer or an error that comes too late changes nothing", async () => {
    const late = (settle: () => unknown) =>
      that(() => new Promise((resolve) => setTimeout(resolve, 1_500)).then(settle));
    expect(
      await answerAfter(
        2_000,
        late(() => true),
      ),
    ).toBe(false);
    expect(
      await answerAfter(
        2_000,
        late(() => expect.fail("too late")),
      ),
    ).toBe(false);
  });

  it("lets the process end while it waits", () => {
    const timeout = vi.spyOn(globalThis, "setTimeout");
    void holdsSafely(
      that(() => new Promise(() => {})),
      circumstances(),
    );
    const [timer] = timeout.mock.results.map(({ value }) => value as NodeJS.Timeout);
    expect(timer?.hasRef()).toBe(false);
  });

  it.each([1, "true", {}, null, undefined])("AZ18 takes %j for no", async (answer) => {
    expect(
      await holdsSafely(
        that(() => answer),
        circumstances(),
      ),
    ).toBe(false);
    expect(
      await holdsSafely(
        that(() => Promise.resolve(answer)),
        circumstances(),
      ),
    ).toBe(false);
  });
});

describe("asking all conditions of a grant", () => {
  const [yes, no] = [that(() => true), that(() => false)];
  const [lateYes, lateNo] = [that(async () => true), that(async () => false)];
  const broken = that(() => Promise.reject(new Error("out of order")));

  it.each([
    ["none", [], true],
    ["two that hold", [yes, yes], true],
    ["a no after a yes", [yes, no], false],
    ["a late yes and a yes", [lateYes, yes], true],
    ["a late yes and a no", [lateYes, no], false],
    ["a yes and a late no", [yes, lateNo, yes], false],
    ["a late yes and one that throws", [lateYes, broken], false],
  ])("RU-02 %s", async (_, conditions, answer) => {
    expect(await allHold(conditions, circumstances())).toBe(answer);
  });

  it("answers at once where none takes its time, and asks no more after the first that does not hold", async () => {
    const asked = vi.fn(() => true);
    expect(allHold([no, that(asked)], circumstances())).toBe(false);
    expect(await allHold([lateNo, that(asked)], circumstances())).toBe(false);
    expect(asked).not.toHaveBeenCalled();
  });
});
