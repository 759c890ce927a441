import { describe, expect, it } from "vitest";

import { circumstances, conditionFrom, problemOf } from "#tests/support/circumstances.ts";
import { readCondition } from "../condition-types.ts";

type Window = { startHour?: number; endHour?: number; timezone?: string; days?: string[] };
const window = (settings: Window) => conditionFrom({ type: "time_window", ...settings });
const open = (settings: Window, at: string) => window(settings).holds(circumstances({ clock: () => new Date(at) }));

describe("time_window", () => {
  it("RU-04 begins with its first hour and ends just before its last; nine to five UTC unless told", () => {
    expect(open({}, "2026-05-06T08:59:59.999Z")).toBe(false);
    expect(open({}, "2026-05-06T09:00:00Z")).toBe(true);
    expect(open({}, "2026-05-06T16:59:59.999Z")).toBe(true);
    expect(open({}, "2026-05-06T17:00:00Z")).toBe(false);
  });

  it("RU-04 AZ19 runs over midnight", () => {
    const night = { startHour: 22, endHour: 6 };
    expect(open(night, "2026-05-06T21:59:59Z")).toBe(false);
    expect(open(night, "2026-05-06T22:00:00Z")).toBe(true);
    expect(open(night, "2026-05-07T00:00:00Z")).toBe(true);
    expect(open(night, "2026-05-07T05:59:59Z")).toBe(true);
    expect(open(night, "2026-05-07T06:00:00Z")).toBe(false);
  });

  it("AZ19 ends at midnight as 24 or 0, and lasts the whole day as 0 to 24", () => {
    for (const endHour of [0, 24]) {
      expect(open({ startHour: 20, endHour }, "2026-05-06T23:59:59Z")).toBe(true);
      expect(open({ startHour: 20, endHour }, "2026-05-07T00:00:00Z")).toBe(false);
    }
    for (let hour = 0; hour < 24; hour++)
      expect(open({ startHour: 0, endHour: 24 }, `2026-05-06T${String(hour).padStart(2, "0")}:30:00Z`)).toBe(true);
  });

  it("AZ19 goes by the clock on the wall of its zone, in summer and in winter", () => {
    const berlin = { timezone: "Europe/Berlin" };
    expect(open(berlin, "2026-07-01T07:00:00Z")).toBe(true); // 09:00, two hours ahead
    expect(open(berlin, "2026-01-15T07:00:00Z")).toBe(false); // 08:00, one hour ahead
    expect(open(berlin, "2026-01-15T08:00:00Z")).toBe(true);
    expect(open({ timezone: "Asia/Kathmandu" }, "2026-05-06T03:14:00Z")).toBe(false); // 08:59
    expect(open({ timezone: "Asia/Kathmandu" }, "2026-05-06T03:15:00Z")).toBe(true);
  });

  it("AZ19 an hour that the clock skips never comes", () => {
    const skipped = { startHour: 2, endHour: 3, timezone: "Europe/Berlin" };
    expect(open(skipped, "2026-03-29T00:59:59Z")).toBe(false); // 01:59:59
    expect(open(skipped, "2026-03-29T01:00:00Z")).toBe(false); // 03:00:00
    expect(open(skipped, "2026-03-28T01:00:00Z")).toBe(true); // the day before it did come
  });

  it("AZ19 an hour that the clock repeats counts both times", () => {
    const repeated = { startHour: 2, endHour: 3, timezone: "Europe/Berlin" };
    expect(open(repeated, "2026-10-24T23:59:59Z")).toBe(false); // 01:59:59
    expect(open(repeated, "2026-10-25T00:30:00Z")).toBe(true); // 02:30 in summer time
    expect(open(repeated, "2026-10-25T01:30:00Z")).toBe(true); // 02:30 again
    expect(open(repeated, "2026-10-25T02:00:00Z")).toBe(false); // 03:00
  });

  it("AZ19 changes in the other half of the world when the clocks there do", () => {
    const sydney = { startHour: 2, endHour: 3, timezone: "Australia/Sydney" };
    expect(open(sydney, "2026-04-04T15:30:00Z")).toBe(true); // Sunday 5 April, 02:30 in summer time
    expect(open(sydney, "2026-04-04T16:30:00Z")).toBe(true); // 02:30 again
    expect(open(sydney, "2026-04-04T17:00:00Z")).toBe(false);
    expect(open(sydney, "2026-10-03T15:59:59Z")).toBe(false); // Sunday 4 October, 01:59:59
    expect(open(sydney, "2026-10-03T16:00:00Z")).toBe(false); // 03:00:00
  });

  it("AZ19 knows the leap day", () => {
    const tuesday = { startHour: 22, endHour: 6, days: ["tue"], timezone: "America/New_York" };
    expect(open(tuesday, "2028-03-01T02:59:59Z")).toBe(false); // Tuesday 29 February, 21:59:59
    expect(open(tuesday, "2028-03-01T03:00:00Z")).toBe(true);
    expect(open(tuesday, "2028-03-01T10:59:59Z")).toBe(true); // Wednesday 1 March, 05:59:59
    expect(open(tuesday, "2028-02-29T10:00:00Z")).toBe(false); // Tuesday, 05:00: that began on Monday
  });

  it("AZ19 over midnight belongs to the day on which it began, also from Sunday to Monday", () => {
    const sunday = { startHour: 22, endHour: 6, days: ["sun"] };
    expect(open(sunday, "2026-05-10T23:00:00Z")).toBe(true);
    expect(open(sunday, "2026-05-11T05:00:00Z")).toBe(true);
    expect(open(sunday, "2026-05-11T23:00:00Z")).toBe(false);
    expect(open(sunday, "2026-05-10T05:00:00Z")).toBe(false);
    expect(open({ days: ["mon", "fri"] }, "2026-05-08T12:00:00Z")).toBe(true);
    expect(open({ days: ["mon", "fri"] }, "2026-05-09T12:00:00Z")).toBe(false);
  });

  it("says what the clock showed", () => {
    const at = new Date("2026-05-06T19:40:59Z");
    expect(window({ timezone: "Europe/Berlin" }).saw(circumstances({ clock: () => at }))).toEqual({
      time: "21:40",
      timezone: "Europe/Berlin",
      window: "09:00-17:00",
    });
    expect(window({ days: ["mon", "tue"] }).saw(circumstances({ clock: () => at }))).toMatchObject({
      day: "wed",
      days: "mon, tue",
    });
  });

  it("does not depend on the row", () => expect(window({}).dependsOnRow).toBe(false));

  it.each([
    ["US/Eastern", "America/New_York"],
    ["europe/berlin", "Europe/Berlin"],
    ["Etc/UTC", "UTC"],
  ])("RU-04 AZ19 takes %s and keeps it as %s", (timezone, name) => {
    const read = readCondition({ type: "time_window", timezone });
    expect(read).toMatchObject({ ok: true, normalised: { timezone: name, startHour: 9, endHour: 17 } });
  });

  it.each(["+02:00", "-0500", "GMT+2", "UTC+1", "Mars/Olympus", "", " UTC", "constructor", "../etc/passwd", null, 2])(
    "RU-04 AZ19 refuses %j as a zone",
    (timezone) => expect(problemOf({ type: "time_window", timezone })).toMatch(/^timezone: /),
  );

  it.each([{ startHour: -1 }, { startHour: 24 }, { startHour: 9.5 }, { startHour: "9" }])(
    "refuses to begin as in %j",
    (hours) => expect(problemOf({ type: "time_window", ...hours })).toMatch(/^startHour: /),
  );

  it.each([{ endHour: 25 }, { endHour: 9 }, { startHour: 0, endHour: 0 }])("refuses to end as in %j", (hours) =>
    expect(problemOf({ type: "time_window", ...hours })).toMatch(/^endHour: /),
  );

  it("refuses days that are none", () => {
    for (const days of [[], ["monday"], "mon"]) expect(problemOf({ type: "time_window", days })).toMatch(/^days/);
  });
});
