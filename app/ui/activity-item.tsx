import type { AuditEvent, AuditOutcome } from "../audit/events.ts";
import { Badge } from "./badge.tsx";
import { useDeviceName } from "./device.tsx";
import { useText } from "./intl.tsx";
import { Time } from "./time.tsx";

/** One thing that somebody did, or that was done to their account. */
export type ShownActivity = {
  event: AuditEvent;
  outcome: AuditOutcome;
  at: Date;
  by: "you" | "stranger" | "other";
  address: string | null;
  userAgent: string | null;
};

/** An event in a list of them: what, when, by whom and from where, as far as the reader may know. */
export function ActivityItem({ event, outcome, at, ...from }: ShownActivity) {
  const text = useText("activity");
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-4">
      <div className="grid min-w-0 gap-0.5 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {text(`events.${event}`)}
          {outcome === "refused" && <Badge tone="warning">{text("refused")}</Badge>}
        </p>
        <From {...from} />
      </div>
      <p className="text-ink-soft">
        <Time at={at} />
      </p>
    </li>
  );
}

function From({ by, userAgent, address }: Pick<ShownActivity, "by" | "userAgent" | "address">) {
  const text = useText("activity");
  const device = useDeviceName(userAgent ?? "");
  if (by === "other") return <p className="text-ink-soft">{text("byOther")}</p>;
  const where = address ? text("where", { device, address }) : text("nowhere");
  return <p className="text-ink-soft">{by === "stranger" ? text("byStranger", { where }) : where}</p>;
}
