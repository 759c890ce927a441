import type { AuditEvent, AuditOutcome } from "../../audit/events.ts";
import { Badge } from "../badge.tsx";
import { Card } from "../card.tsx";
import { useText } from "../intl.tsx";
import { TextLink } from "../text-link.tsx";
import { Time } from "../time.tsx";

type ShownChange = {
  sequence: number;
  event: AuditEvent;
  outcome: AuditOutcome;
  at: Date;
  actor: string | null;
  target: string | null;
};

/** What administrators did last, and the way to all of it. */
export function LatestChanges({ changes }: { changes: readonly ShownChange[] }) {
  const text = useText("admin.overview");
  return (
    <Card
      title={text("latest")}
      text={text("latestText")}
      action={<TextLink to="/admin/audit">{text("allEvents")}</TextLink>}
    >
      {changes.length === 0 ? (
        <p className="text-ink-soft">{text("noEvents")}</p>
      ) : (
        <ul className="-my-4 divide-y divide-line">
          {changes.map((change) => (
            <ChangeItem key={change.sequence} {...change} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ChangeItem({ event, outcome, at, actor, target }: ShownChange) {
  const text = useText();
  const by = actor ?? text("admin.overview.nobody");
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-4">
      <div className="grid min-w-0 gap-0.5 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {text(`activity.events.${event}`)}
          {outcome === "refused" && <Badge tone="warning">{text("activity.refused")}</Badge>}
        </p>
        <p className="text-ink-soft">
          {target ? text("admin.overview.byAbout", { actor: by, target }) : text("admin.overview.by", { actor: by })}
        </p>
      </div>
      <p className="text-ink-soft">
        <Time at={at} />
      </p>
    </li>
  );
}
