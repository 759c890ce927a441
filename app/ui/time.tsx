import { minutes } from "#app/clock.ts";

import { useFormat, useText } from "./intl.tsx";
import { useReaderZone } from "./reader-zone.ts";
import { useRootData } from "./root-data.ts";

/**
 * A moment in words ("3 hours ago"), counted from when the server made the page, with the exact time on hover.
 * The exact time is UTC until JavaScript knows the reader's zone.
 */
export function Time({ at }: { at: Date }) {
  const format = useFormat();
  const text = useText("time");
  const now = useRootData()?.now;
  const exact = useExact(at);
  return (
    <time dateTime={at.toISOString()} title={exact} className="whitespace-nowrap">
      {now ? relative(new Date(now)) : exact}
    </time>
  );

  function relative(from: Date): string {
    const isNow = Math.abs(from.getTime() - at.getTime()) < minutes(1);
    return isNow ? text("justNow") : format.relativeTime(at, from);
  }
}

/** A moment where a sentence has `<time></time>`. */
export const timeTag = (at: Date) => ({ time: () => <Time at={at} /> });

function useExact(at: Date): string {
  const format = useFormat();
  const timeZone = useReaderZone();
  // Node and browsers differ in the spaces of a written date, so the page both of them render holds ISO text.
  if (!timeZone) return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return format.dateTime(at, {
    timeZone,
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
}
