import { z } from "zod";

import type { ConditionType } from "../condition.ts";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const settings = z
  .strictObject({
    startHour: z.int().min(0).max(23).default(9),
    endHour: z.int().min(0).max(24).default(17),
    timezone: z
      .string()
      .max(64)
      .refine(isZone, { error: "Not a time zone such as Europe/Berlin.", abort: true })
      .overwrite((zone) => newClock(zone).resolvedOptions().timeZone) // US/Eastern is America/New_York
      .default("UTC"),
    days: z.array(z.enum(weekdays)).min(1).max(weekdays.length).optional(),
  })
  .refine(({ startHour, endHour }) => startHour !== endHour, {
    path: ["endHour"],
    error: "The same hour as startHour: a whole day is 0 to 24.",
  });

type Settings = z.infer<typeof settings>;

/**
 * From `startHour` until just before `endHour`, as a clock on the wall in `timezone` shows it (RU-04, AZ19): an hour that daylight saving
 * time skips never comes, one that it repeats counts both times. 22 to 6 runs over midnight, and with `days` belongs to the day on which
 * it began.
 */
export const timeWindow: ConditionType<Settings> = {
  type: "time_window",
  settings,
  holds({ startHour, endHour, timezone, days = weekdays }, { clock }) {
    const { hour, weekday } = wallClock(timezone, clock());
    const isFromYesterday = endHour < startHour && hour < endHour;
    const isOpen = isFromYesterday || (hour >= startHour && (hour < endHour || endHour < startHour));
    const opened = weekdays.at((weekday - (isFromYesterday ? 1 : 0)) % weekdays.length);
    return isOpen && days.some((day) => day === opened);
  },
  saw({ startHour, endHour, timezone, days }, { clock }) {
    const { time, weekday } = wallClock(timezone, clock());
    const seen = { time, timezone, window: `${fullHour(startHour)}-${fullHour(endHour)}` };
    return days ? { ...seen, day: weekdays[weekday] ?? "", days: days.join(", ") } : seen;
  },
};

const fullHour = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

// Some runtimes also take offsets such as +02:00, which are wrong for half of the year in most places.
function isZone(zone: string): boolean {
  try {
    return /^[a-z]/i.test(zone) && newClock(zone) !== null;
  } catch {
    return false;
  }
}

const newClock = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

// Making one takes longer than everything else here. They are called by the one name of each zone, of which there are a few hundred.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timezone: string): Intl.DateTimeFormat {
  const clock = clocks.get(timezone) ?? newClock(timezone);
  clocks.set(timezone, clock);
  return clock;
}

function wallClock(timezone: string, at: Date): { hour: number; time: string; weekday: number } {
  const parts = clockIn(timezone).formatToParts(at);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
  return {
    hour: Number(part("hour")),
    time: `${part("hour")}:${part("minute")}`,
    weekday: weekdays.findIndex((day) => day === part("weekday").toLowerCase()),
  };
}
